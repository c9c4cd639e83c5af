//! What the reader functions read, as a JSON Schema for editors (draft 2020-12).

use serde_json::{Map, Value, json};

use crate::kind::{Kind, Shape};
use crate::number::DISTRIBUTIONS;
use crate::reader::{FieldDoc, FieldForm};

/// A table of the schema, built up field by field.
#[derive(Default)]
struct Level {
    /// Keys by name; `*` stands for any name.
    keys: Vec<(String, Key)>,
}

#[derive(Default)]
struct Key {
    doc: Option<FieldDoc>,
    /// Whether the inner table is the element of a list.
    is_list: bool,
    inner: Level,
}

/// The schema of a scenario's merged document, from the records of a describing [`crate::reader::Reader`].
#[must_use]
pub fn schema(kinds: &[Kind], fields: &[FieldDoc]) -> Value {
    let mut root = Level::default();
    for kind in kinds {
        root.enter(&kind_path(kind));
    }
    for field in fields {
        root.enter(&field.path).doc = Some(field.clone());
    }
    let mut value = root.to_json(false);
    if let Value::Object(object) = &mut value {
        object.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        object.insert("title".into(), "powderkeg scenario".into());
        object.insert("$defs".into(), json!({ "page": page_schema(), "source": source_schema() }));
        for kind in kinds {
            object["properties"][kind.name]["description"] = kind.doc.into();
        }
    }
    value
}

fn kind_path(kind: &Kind) -> String {
    match kind.shape {
        Shape::Entity | Shape::Attached(_) => format!("{}.*", kind.name),
        Shape::Owned(_) => format!("{}.*.*", kind.name),
        Shape::Single => kind.name.to_string(),
        Shape::List => format!("{}[]", kind.name),
    }
}

impl Level {
    /// The key at a dotted path, made if it isn't there.
    fn enter(&mut self, path: &str) -> &mut Key {
        let (first, rest) = match path.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (path, None),
        };
        let name = first.trim_end_matches("[]");
        let index = self.keys.iter().position(|(key, _)| key == name).unwrap_or_else(|| {
            self.keys.push((name.to_string(), Key::default()));
            self.keys.len() - 1
        });
        let key = &mut self.keys[index].1;
        key.is_list |= first.ends_with("[]");
        match rest {
            Some(rest) => key.inner.enter(rest),
            None => key,
        }
    }

    fn to_json(&self, has_common_keys: bool) -> Value {
        let mut properties = Map::new();
        let mut others = Value::Bool(false);
        let mut required = Vec::new();
        for (name, key) in &self.keys {
            let value = key.to_json();
            if name == "*" {
                others = value;
                continue;
            }
            if key.doc.as_ref().is_some_and(|doc| doc.required) {
                required.push(name.clone());
            }
            properties.insert(name.clone(), value);
        }
        if has_common_keys {
            for (name, common) in common_keys() {
                properties.entry(name).or_insert(common);
            }
        }
        // `like` may bring any key: an editor must not demand what is inherited.
        let demands = json!({ "required": required });
        let mut object =
            json!({ "type": "object", "properties": properties, "additionalProperties": others });
        if let (Value::Object(fields), false) = (&mut object, required.is_empty()) {
            fields.insert("if".into(), json!({ "not": { "required": ["like"] } }));
            fields.insert("then".into(), demands);
        }
        object
    }
}

impl Key {
    fn to_json(&self) -> Value {
        if self.inner.keys.is_empty() {
            return self.doc.as_ref().map_or_else(|| json!({ "type": "object" }), leaf);
        }
        // A level that only holds named tables (`[party]`) has no page or source of its own.
        let only_names = self.doc.is_none() && self.inner.keys.iter().all(|(name, _)| name == "*");
        let table = self.inner.to_json(!only_names);
        let mut value = if self.is_list { json!({ "type": "array", "items": table }) } else { table };
        if let (Some(doc), Value::Object(object)) = (&self.doc, &mut value)
            && !doc.doc.is_empty()
        {
            object.insert("description".into(), doc.doc.into());
        }
        value
    }
}

fn leaf(doc: &FieldDoc) -> Value {
    let mut value = form(&doc.form, doc);
    if let Value::Object(object) = &mut value {
        let unit =
            if doc.unit.is_empty() || doc.unit == "1" { String::new() } else { format!(" [{}]", doc.unit) };
        object.insert("description".into(), format!("{}{unit}", doc.doc).into());
        if let Some(default) = &doc.default {
            // Every default that is written is also valid JSON.
            let parsed = serde_json::from_str(default).unwrap_or_else(|_| default.clone().into());
            object.insert("default".into(), parsed);
        }
    }
    value
}

fn form(form_of: &FieldForm, doc: &FieldDoc) -> Value {
    match form_of {
        FieldForm::Text | FieldForm::Rule | FieldForm::Reference(_) => json!({ "type": "string" }),
        FieldForm::Flag => json!({ "type": "boolean" }),
        // TOML dates reach JSON Schema validators as strings or not at all.
        FieldForm::Date => json!({}),
        FieldForm::Table => json!({ "type": "object" }),
        FieldForm::Choice(words) => json!({ "enum": words }),
        FieldForm::Place => {
            json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 })
        }
        FieldForm::Plain => bounded("number", doc),
        FieldForm::Integer => bounded("integer", doc),
        FieldForm::Number => json!({ "anyOf": [bounded("number", doc), distribution(doc)] }),
        FieldForm::List(inner) => json!({ "type": "array", "items": form(inner, doc) }),
        FieldForm::Either(first, second) => json!({ "anyOf": [form(first, doc), form(second, doc)] }),
    }
}

fn bounded(kind: &str, doc: &FieldDoc) -> Value {
    let mut value = json!({ "type": kind });
    if let (Some((min, max)), Value::Object(object)) = (doc.range, &mut value) {
        if min.is_finite() {
            object.insert("minimum".into(), min.into());
        }
        if max.is_finite() {
            object.insert("maximum".into(), max.into());
        }
    }
    value
}

fn distribution(doc: &FieldDoc) -> Value {
    let mut properties = Map::new();
    for (word, names) in DISTRIBUTIONS {
        let value = match names.len() {
            0 => json!({ "type": "array", "items": bounded("number", doc), "minItems": 1 }),
            1 => json!({ "type": "number" }),
            count => {
                json!({ "type": "array", "items": { "type": "number" }, "minItems": count, "maxItems": count,
                             "description": names.join(", ") })
            }
        };
        properties.insert(word.to_string(), value);
    }
    let one_of: Vec<_> = DISTRIBUTIONS.iter().map(|(word, _)| json!({ "required": [word] })).collect();
    properties.insert("source".into(), json!({ "type": "string" }));
    properties.insert("lever".into(), json!({ "type": "boolean" }));
    properties.insert("reported".into(), json!({ "type": "string" }));
    properties.insert("unit".into(), json!({ "const": doc.unit }));
    properties.insert("page".into(), json!({ "$ref": "#/$defs/page" }));
    json!({ "type": "object", "properties": properties, "additionalProperties": false, "oneOf": one_of })
}

fn common_keys() -> [(String, Value); 3] {
    [
        (
            "like".to_string(),
            json!({ "type": "string", "description": "another table of this kind, for the keys not given here" }),
        ),
        ("page".to_string(), json!({ "$ref": "#/$defs/page" })),
        ("source".to_string(), json!({ "$ref": "#/$defs/source" })),
    ]
}

fn page_schema() -> Value {
    let mark = json!({ "anyOf": [{ "type": "integer", "minimum": 1 }, { "type": "string" }] });
    json!({ "anyOf": [mark, { "type": "array", "items": mark }],
            "description": "sentences of the source page, from 1, or a part of it such as \"infobox\"" })
}

fn source_schema() -> Value {
    json!({ "anyOf": [{ "type": "string" }, { "type": "object", "additionalProperties": { "type": "string" } }],
            "description": "where the values are from; \"*\" for all keys" })
}
