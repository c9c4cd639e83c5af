//! The causes of one record while they are gathered.

use crate::cause::Cause;
use std::ops::Deref;

/// How many causes a record names at most: more explain less.
const MOST: usize = 6;

/// One to six different causes, the main one first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reasons {
    rows: [Cause; MOST],
    len: usize,
}

impl Reasons {
    /// The main cause.
    pub fn of(main: impl Into<Cause>) -> Self {
        Self { rows: [main.into(); MOST], len: 1 }
    }

    /// All of these that fit, the main one first. Panics without any: a record has a cause.
    pub fn all(causes: impl IntoIterator<Item = Cause>) -> Self {
        let mut causes = causes.into_iter();
        let main = causes.next().expect("a record has a cause");
        Self::of(main).and_all(causes)
    }

    /// A further cause, unless it is named already or there are enough.
    pub fn and(mut self, cause: impl Into<Cause>) -> Self {
        let cause = cause.into();
        if self.len < MOST && !self.contains(&cause) {
            self.rows[self.len] = cause;
            self.len += 1;
        }
        self
    }

    /// Further causes, heaviest first.
    pub fn and_all<C: Into<Cause>>(self, causes: impl IntoIterator<Item = C>) -> Self {
        causes.into_iter().fold(self, Self::and)
    }
}

/// Adds a cause that is not named yet.
pub(crate) fn add(causes: &mut Vec<Cause>, cause: Cause) {
    if !causes.contains(&cause) {
        causes.push(cause);
    }
}

impl Deref for Reasons {
    type Target = [Cause];
    fn deref(&self) -> &[Cause] {
        &self.rows[..self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::OriginId;

    #[test]
    fn causes_are_few_and_different() {
        let reasons = Reasons::of(OriginId(1)).and(OriginId(1)).and_all((0..20).map(OriginId));
        assert_eq!(reasons[0], Cause::Given(OriginId(1)));
        assert_eq!(reasons.len(), MOST);
        assert!((1..reasons.len()).all(|index| !reasons[..index].contains(&reasons[index])));
    }
}
