//! What is counted of an annotation: for precision, recall and agreement.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{inverse, lesion};
use crate::annotation::{Annotation, LesionRole};
use crate::vocabulary::{Code, Vocabulary};

/// One thing that an annotation states; lesions appear by type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entity {
    /// A body region.
    Region(Code),
    /// A lesion type.
    Lesion(Code),
    /// A lesion type on a region.
    Site(Code, Code),
    /// A lesion type that is primary or secondary.
    Role(Code, LesionRole),
    /// A value of an attribute of a lesion type.
    Attribute(Code, Code),
    /// How a lesion type lies to another: the one that comes first by code, relation, the other.
    Relation(Code, Code, Code),
    /// A disease of the differential.
    Disease(Code),
    /// An item of treatment.
    Treatment(Code),
}

/// Of which kind an entity is, or what a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// Body regions.
    Region,
    /// Lesion types.
    Lesion,
    /// Where lesion types lie.
    Site,
    /// Primary or secondary.
    Role,
    /// Values of attributes.
    Attribute,
    /// Relations between lesion types.
    Relation,
    /// A disease anywhere in the differential.
    Disease,
    /// Care, medication, procedure or precaution.
    Treatment,
    /// All of them together.
    All,
}

impl EntityKind {
    /// Each kind, in the order of the annotation.
    pub const EACH: [Self; 8] = [
        Self::Region,
        Self::Lesion,
        Self::Site,
        Self::Role,
        Self::Attribute,
        Self::Relation,
        Self::Disease,
        Self::Treatment,
    ];

    /// Name, as in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Lesion => "lesion",
            Self::Site => "site",
            Self::Role => "role",
            Self::Attribute => "attribute",
            Self::Relation => "relation",
            Self::Disease => "disease",
            Self::Treatment => "treatment",
            Self::All => "all",
        }
    }
}

impl Entity {
    /// Of which kind it is counted.
    pub fn kind(&self) -> EntityKind {
        match self {
            Self::Region(_) => EntityKind::Region,
            Self::Lesion(_) => EntityKind::Lesion,
            Self::Site(..) => EntityKind::Site,
            Self::Role(..) => EntityKind::Role,
            Self::Attribute(..) => EntityKind::Attribute,
            Self::Relation(..) => EntityKind::Relation,
            Self::Disease(_) => EntityKind::Disease,
            Self::Treatment(_) => EntityKind::Treatment,
        }
    }
}

/// As it is written: `site/lesion.papule/region.cheek`.
impl fmt::Display for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind().as_str();
        match self {
            Self::Region(one) | Self::Lesion(one) | Self::Disease(one) | Self::Treatment(one) => {
                write!(f, "{kind}/{one}")
            }
            Self::Site(lesion, value) | Self::Attribute(lesion, value) => write!(f, "{kind}/{lesion}/{value}"),
            Self::Role(lesion, role) => write!(f, "{kind}/{lesion}/{}", role.code()),
            Self::Relation(from, relation, to) => write!(f, "{kind}/{from}/{relation}/{to}"),
        }
    }
}

/// Entities of one annotation.
pub fn entities(record: &Annotation, vocabulary: &Vocabulary) -> BTreeSet<Entity> {
    let mut entities: BTreeSet<Entity> = record.regions.iter().cloned().map(Entity::Region).collect();
    for lesion in &record.lesions {
        let kind = || lesion.lesion.clone();
        entities.insert(Entity::Lesion(kind()));
        entities.extend(lesion.regions.iter().map(|region| Entity::Site(kind(), region.clone())));
        entities.extend(lesion.role.map(|role| Entity::Role(kind(), role)));
        entities.extend(lesion.attributes.iter().map(|value| Entity::Attribute(kind(), value.clone())));
    }
    for relation in &record.relations {
        if let (Some(from), Some(to)) = (lesion(record, relation.from), lesion(record, relation.to)) {
            let (from, to) = (from.lesion.clone(), to.lesion.clone());
            let (there, back) = (relation.relation.clone(), inverse(&relation.relation, vocabulary));
            entities.insert(match from.cmp(&to) {
                Ordering::Less => Entity::Relation(from, there, to),
                Ordering::Greater => Entity::Relation(to, back, from),
                Ordering::Equal => Entity::Relation(from, there.min(back), to),
            });
        }
    }
    entities.extend(record.differential.diseases().cloned().map(Entity::Disease));
    entities.extend(record.treatment.items.iter().map(|line| Entity::Treatment(line.item.clone())));
    entities
}
