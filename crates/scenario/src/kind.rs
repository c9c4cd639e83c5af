//! The kinds of table a scenario is made of.

/// A kind of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name at the top of the path: `party`.
    pub name: &'static str,
    /// How its tables are addressed.
    pub shape: Shape,
    /// What it is, one sentence.
    pub doc: &'static str,
}

/// The names of the kinds that a reference may lead to.
pub type RefKind = &'static [&'static str];

/// How the tables of a kind are addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `[party.russia]`: each table introduces an id, unique among all kinds.
    Entity,
    /// `[producer.kazakhstan]`: each table says more about an entity of another kind.
    Attached(RefKind),
    /// `[doctrine.usa.raid_the_pads]`: named within an entity of another kind; the name introduces no id.
    Owned(RefKind),
    /// `[scenario]`: one table.
    Single,
    /// `[[result]]`: a list, in order.
    List,
}
