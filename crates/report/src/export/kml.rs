//! KML: OGC KML 2.2 with Google's `gx:Track`, which KML 2.3 took over; readers know the older namespace.
//!
//! Nothing in it asks for anything from elsewhere: no icons, no links.

use std::io;

use powderkeg_engine::time::Minute;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::symbol::Identity;
use super::text::html;
use super::track::{Entity, Happening, Kind, Leg, Track};
use crate::great_circle::{Point, split};

const KML: &str = "http://www.opengis.net/kml/2.2";
const GX: &str = "http://www.google.com/kml/ext/2.2";

/// The document as text.
#[must_use]
pub fn text(track: &Track) -> String {
    let mut document = Document { track, out: Writer::new_with_indent(Vec::new(), b' ', 1) };
    // Writing to memory does not fail.
    let _ = document.write();
    String::from_utf8(document.out.into_inner()).unwrap_or_default() + "\n"
}

/// What a placemark says besides its geometry, in the order of the schema.
struct Said<'a> {
    name: &'a str,
    description: String,
    times: (Minute, Option<Minute>),
    style: Identity,
    data: Vec<(&'static str, String)>,
}

struct Document<'a> {
    track: &'a Track,
    out: Writer<Vec<u8>>,
}

impl Document<'_> {
    fn write(&mut self) -> io::Result<()> {
        self.out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        self.open("kml", &[("xmlns", KML), ("xmlns:gx", GX)])?;
        self.open("Document", &[])?;
        let track = self.track;
        self.leaf("name", &track.title)?;
        let about = format!("{}, run {}", track.case, track.rep);
        self.leaf("description", &html(&about))?;
        self.span(Minute(0), Some(track.ends))?;
        for identity in [Identity::Friend, Identity::Hostile, Identity::Neutral, Identity::Unknown] {
            self.style(identity)?;
        }
        for (kind, title) in [
            (Kind::Force, "Forces"),
            (Kind::Facility, "Facilities"),
            (Kind::Airfield, "Airfields"),
            (Kind::City, "Cities"),
        ] {
            self.folder(title, |document| document.entities(kind))?;
        }
        self.folder("Ways", Self::ways)?;
        self.folder("Events", Self::events)?;
        self.close("Document")?;
        self.close("kml")
    }

    fn style(&mut self, identity: Identity) -> io::Result<()> {
        let [red, green, blue] = identity.colour();
        let colour = format!("ff{blue:02x}{green:02x}{red:02x}");
        self.open("Style", &[("id", style_id(identity))])?;
        self.open("IconStyle", &[])?;
        self.leaf("color", &colour)?;
        self.close("IconStyle")?;
        self.open("LineStyle", &[])?;
        self.leaf("color", &colour)?;
        self.leaf("width", "2")?;
        self.close("LineStyle")?;
        self.close("Style")
    }

    fn folder(&mut self, title: &str, fill: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        self.open("Folder", &[])?;
        self.leaf("name", title)?;
        fill(self)?;
        self.close("Folder")
    }

    fn entities(&mut self, kind: Kind) -> io::Result<()> {
        let track = self.track;
        for entity in track.entities.iter().filter(|entity| entity.kind == kind) {
            if kind == Kind::Force {
                self.force(entity)?;
            } else {
                self.fixed(entity)?;
            }
        }
        Ok(())
    }

    /// What stays where it is: a point for each of its states.
    fn fixed(&mut self, entity: &Entity) -> io::Result<()> {
        let Some(stay) = entity.stays.first() else { return Ok(()) };
        let point = stay.place.point;
        if entity.states.is_empty() {
            let said = self.said(entity, String::new(), (Minute(0), Some(self.track.ends)));
            return self.placemark(&said, |document| document.point(point));
        }
        let ends = entity.states.iter().skip(1).map(|state| state.from).chain([self.track.ends]);
        for (state, end) in entity.states.iter().zip(ends) {
            let mut said = self.said(entity, state.text.clone(), (state.from, Some(end)));
            said.data.push(("state", state.text.clone()));
            said.data.extend(state.record.map(|record| ("record", record.to_string())));
            self.placemark(&said, |document| document.point(point))?;
        }
        Ok(())
    }

    /// A force moves: its track in the pieces that the log tells, and its strength as text.
    fn force(&mut self, entity: &Entity) -> io::Result<()> {
        let pieces = entity.pieces();
        if pieces.is_empty() {
            return Ok(());
        }
        let strengths: Vec<String> = entity
            .strength
            .iter()
            .map(|row| {
                format!(
                    "{}: {} people, {} vehicles",
                    self.track.clock.iso(row.from),
                    row.people,
                    row.vehicles
                )
            })
            .collect();
        let mut said = self.said(entity, strengths.join("\n"), (Minute(0), Some(self.track.ends)));
        said.data.extend(entity.strength.last().map(|row| ("people_at_the_end", row.people.to_string())));
        self.placemark(&said, |document| {
            document.open("gx:MultiTrack", &[])?;
            document.leaf("altitudeMode", "clampToGround")?;
            document.leaf("gx:interpolate", "0")?;
            for piece in &pieces {
                document.open("gx:Track", &[])?;
                document.leaf("altitudeMode", "clampToGround")?;
                for &(at, _) in piece {
                    let when = document.track.clock.iso(at);
                    document.leaf("when", &when)?;
                }
                for &(_, point) in piece {
                    let coordinates = format!("{:.6} {:.6} 0", point.longitude, point.latitude);
                    document.leaf("gx:coord", &coordinates)?;
                }
                document.close("gx:Track")?;
            }
            document.close("gx:MultiTrack")
        })
    }

    fn ways(&mut self) -> io::Result<()> {
        let track = self.track;
        for entity in &track.entities {
            for leg in entity.legs.iter().filter(|leg| !leg.course.is_empty()) {
                self.way(entity, leg)?;
            }
        }
        Ok(())
    }

    fn way(&mut self, entity: &Entity, leg: &Leg) -> io::Result<()> {
        let text = format!("{} to {} by {}", leg.from.title, leg.to.title, leg.way);
        let mut said = self.said(entity, text, (leg.departs, Some(leg.arrives)));
        said.data.push(("way", leg.way.clone()));
        said.data.push(("record", leg.record.to_string()));
        let line: Vec<Point> = leg.course.iter().map(|&(_, point)| point).collect();
        let parts = split(&line);
        if parts.is_empty() {
            return Ok(());
        }
        self.placemark(&said, |document| {
            document.open("MultiGeometry", &[])?;
            for part in &parts {
                document.open("LineString", &[])?;
                document.leaf("tessellate", "1")?;
                let coordinates: Vec<String> = part.iter().copied().map(coordinates).collect();
                document.leaf("coordinates", &coordinates.join(" "))?;
                document.close("LineString")?;
            }
            document.close("MultiGeometry")
        })
    }

    fn events(&mut self) -> io::Result<()> {
        let track = self.track;
        for event in &track.events {
            self.event(event)?;
        }
        Ok(())
    }

    fn event(&mut self, event: &Happening) -> io::Result<()> {
        let (party, side) = self.track.whose(event.party);
        let style = event.party.and_then(|party| self.track.parties.get(party));
        let causes: Vec<String> = event.causes.iter().map(usize::to_string).collect();
        let mut data = vec![
            ("number", event.number.to_string()),
            ("event", event.kind.to_string()),
            ("causes", causes.join(" ")),
            ("grounds", event.grounds.join("; ")),
        ];
        data.extend(party.map(|party| ("party", party.to_string())));
        data.extend(side.map(|side| ("side", side.to_string())));
        let said = Said {
            name: event.kind,
            description: event.text.clone(),
            times: (event.at, None),
            style: style.map_or(Identity::Unknown, |party| party.identity),
            data,
        };
        let point = event.place.as_ref().map(|place| place.point);
        self.placemark(&said, |document| point.map_or(Ok(()), |point| document.point(point)))
    }

    fn said<'e>(&self, entity: &'e Entity, description: String, times: (Minute, Option<Minute>)) -> Said<'e> {
        let (party, side) = self.track.whose(entity.party);
        let mut data = vec![("entity", entity.path.clone()), ("kind", entity.kind.name().to_string())];
        data.extend(party.map(|party| ("party", party.to_string())));
        data.extend(side.map(|side| ("side", side.to_string())));
        data.extend(entity.sidc.clone().map(|sidc| ("sidc", sidc)));
        Said { name: &entity.title, description, times, style: entity.identity, data }
    }

    fn placemark(
        &mut self,
        said: &Said,
        geometry: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.open("Placemark", &[])?;
        self.leaf("name", said.name)?;
        if !said.description.is_empty() {
            // Readers take a description for HTML.
            self.leaf("description", &html(&said.description).replace('\n', "<br>"))?;
        }
        self.span(said.times.0, said.times.1)?;
        self.leaf("styleUrl", &format!("#{}", style_id(said.style)))?;
        self.open("ExtendedData", &[])?;
        for (name, value) in &said.data {
            self.open("Data", &[("name", name)])?;
            self.leaf("value", value)?;
            self.close("Data")?;
        }
        self.close("ExtendedData")?;
        geometry(self)?;
        self.close("Placemark")
    }

    /// A span, or a moment where there is no end.
    fn span(&mut self, from: Minute, until: Option<Minute>) -> io::Result<()> {
        let clock = self.track.clock;
        match until {
            Some(until) => {
                self.open("TimeSpan", &[])?;
                self.leaf("begin", &clock.iso(from))?;
                self.leaf("end", &clock.iso(until))?;
                self.close("TimeSpan")
            }
            None => {
                self.open("TimeStamp", &[])?;
                self.leaf("when", &clock.iso(from))?;
                self.close("TimeStamp")
            }
        }
    }

    fn point(&mut self, point: Point) -> io::Result<()> {
        self.open("Point", &[])?;
        self.leaf("coordinates", &coordinates(point))?;
        self.close("Point")
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.out.write_event(Event::Start(start))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.out.write_event(Event::End(BytesEnd::new(name)))
    }

    fn leaf(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.open(name, &[])?;
        self.out.write_event(Event::Text(BytesText::new(text)))?;
        self.close(name)
    }
}

/// Longitude and latitude.
fn coordinates(point: Point) -> String {
    format!("{:.6},{:.6}", point.longitude, point.latitude)
}

fn style_id(identity: Identity) -> &'static str {
    match identity {
        Identity::Friend => "side-1",
        Identity::Hostile => "side-2",
        Identity::Neutral => "side-3",
        Identity::Unknown => "no-side",
    }
}
