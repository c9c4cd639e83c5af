//! Names, places and origins while a setup is being built.

use powderkeg_engine::dice::{Key, Name};
use powderkeg_engine::id::{Id, NameId, OriginId, SiteId, Table};
use powderkeg_engine::setup::{Named, Origin, Site};

use crate::fields::Fields;
use crate::kind::Shape;
use crate::reader;
use crate::registry::{Ref, Registry};
use crate::source::{Sources, Span};

use super::KINDS;

/// Kinds that have a place on the map, in the order of their site numbers.
pub(super) const PLACES: [&str; 4] = ["site", "city", "facility", "airfield"];

/// Hands out the engine's ids for what the registry knows.
pub(super) struct Ids<'a> {
    registry: &'a Registry,
    sources: &'a Sources,
    pub(super) names: Table<NameId, Named>,
    pub(super) origins: Table<OriginId, Origin>,
    pub(super) sites: Table<SiteId, Site>,
}

impl<'a> Ids<'a> {
    /// Every registered entity has a name from the start, so that others can refer to it.
    pub(super) fn new(registry: &'a Registry, sources: &'a Sources) -> Self {
        let mut ids = Self {
            registry,
            sources,
            names: Table::default(),
            origins: Table::default(),
            sites: Table::default(),
        };
        for kind in KINDS.iter().filter(|kind| kind.shape == Shape::Entity) {
            for id in registry.ids(kind.name) {
                let span = registry.get(id).map(|found| found.span);
                ids.add(format!("{}.{id}", kind.name), id, None, span);
            }
        }
        ids
    }

    fn add(&mut self, path: String, id: &str, title: Option<String>, span: Option<Span>) -> NameId {
        let origin = self.origin(path.clone(), span);
        let title = title.unwrap_or_else(|| title_of(id));
        self.names.push(Named { id: id.to_owned(), path, title, origin })
    }

    /// A place in the text as a cause can point at it.
    pub(super) fn origin(&mut self, path: String, span: Option<Span>) -> OriginId {
        let (file, line) = span.map_or((String::new(), 0), |span| {
            (self.sources.name(span.file).to_owned(), self.sources.position(span).line)
        });
        self.origins.push(Origin { path, file, line })
    }

    /// The name of an entity that is being read; reads its `title`.
    pub(super) fn entity(
        &mut self,
        kind: &'static str,
        name: &reader::Name,
        fields: &mut Fields<'_, '_>,
    ) -> Name {
        let title = fields.optional_text("title", "What the page calls it; its id in words if not given.");
        let found = self.registry.get(&name.id).filter(|found| found.kind == kind);
        let Some(found) = found else {
            // Only when describing, or after a mistake that drops everything.
            return Name { id: NameId(0), key: Key::of(&name.id) };
        };
        let id = self.name_at(kind, found.index);
        if let Some(title) = title {
            self.names[id].title = title;
        }
        Name { id, key: Key::of(&self.names[id].path) }
    }

    /// The name of something that is no entity of its own: a party's production of a good.
    pub(super) fn part(&mut self, path: &str, title: String, span: Option<Span>) -> Name {
        let id = path.rsplit('.').next().unwrap_or(path).to_owned();
        Name { id: self.add(path.to_owned(), &id, Some(title), span), key: Key::of(path) }
    }

    /// The name of an entity that something refers to.
    pub(super) fn name_of(&self, entity: &Ref) -> NameId {
        self.name_at(entity.kind, entity.index)
    }

    fn name_at(&self, kind: &str, index: u32) -> NameId {
        let mut before = 0;
        for other in KINDS.iter().filter(|kind| kind.shape == Shape::Entity) {
            if other.name == kind {
                return NameId::from_index(before + index as usize);
            }
            before += self.registry.ids(other.name).len();
        }
        NameId(0)
    }

    /// For each kind of entity, the index of its first name.
    pub(super) fn name_offsets(&self) -> Vec<(&'static str, usize)> {
        let mut before = 0;
        let kinds = KINDS.iter().filter(|kind| kind.shape == Shape::Entity);
        kinds
            .map(|kind| {
                let first = before;
                before += self.registry.ids(kind.name).len();
                (kind.name, first)
            })
            .collect()
    }

    /// The site of an entity that has a place.
    pub(super) fn site_of(&self, entity: &Ref) -> SiteId {
        let mut before = 0;
        for kind in PLACES {
            if kind == entity.kind {
                break;
            }
            before += self.registry.ids(kind).len();
        }
        SiteId::from_index(before + entity.index as usize)
    }

    /// The title of an entity.
    pub(super) fn title(&self, entity: &Ref) -> String {
        self.names.get(self.name_of(entity)).map_or_else(String::new, |named| named.title.clone())
    }
}

/// `kazakh_brigade` → "Kazakh brigade".
fn title_of(id: &str) -> String {
    let words = id.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The typed id of an entity that something refers to.
pub(super) fn id<T: Id>(entity: &Ref) -> T {
    T::from_index(usize::try_from(entity.index).unwrap_or(0).min(usize::from(u16::MAX)))
}

/// The typed ids of several.
pub(super) fn ids<T: Id>(entities: &[Ref]) -> Vec<T> {
    entities.iter().map(id).collect()
}
