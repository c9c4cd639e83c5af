//! Text that stands in markup.

/// Text as HTML and XML have it, in elements and in attributes.
pub(crate) fn html(text: impl IntoIterator<Item = char>) -> String {
    let mut out = String::new();
    for sign in text {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            sign => out.push(sign),
        }
    }
    out
}
