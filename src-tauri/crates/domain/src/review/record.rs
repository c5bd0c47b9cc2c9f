//! The reviewed record.

use std::collections::BTreeSet;

use super::decisions::Decision;
use super::lines::{Review, Undecided};
use crate::annotation::{
    Annotation, Candidate, Differential, DifferentialError, Lesion, LesionRole, Relation, Treatment, TreatmentItem,
};
use crate::comparison::{LesionGroup, Slot, Subject};
use crate::vocabulary::Code;

/// Why decisions do not make a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// Not everything is decided.
    #[error("{} points are not decided", .0.len())]
    Undecided(Vec<Undecided>),
    /// The reviewed differential is no differential.
    #[error(transparent)]
    Differential(#[from] DifferentialError),
}

impl Review<'_> {
    /// The reviewed record, once everything is decided.
    pub fn record(&self) -> Result<Annotation, ReviewError> {
        let open = self.undecided();
        if !open.is_empty() {
            return Err(ReviewError::Undecided(open));
        }
        let reasoning = self.decisions.reasoning.clone();
        if let Some(reason) = self.cannot_annotate() {
            return Ok(Annotation { reasoning, cannot_annotate: Some(reason), ..Annotation::default() });
        }
        let mut record = Annotation {
            reasoning,
            scale: self.as_stated(&Slot::Scale, |reader| self.records[reader].scale),
            several_conditions: self.records.iter().any(|record| record.several_conditions),
            ..Annotation::default()
        };
        for (group, paired) in self.comparison.groups.iter().enumerate() {
            let row = self.comparison.row(&Slot::Lesion(paired.key.clone()));
            if let Some(lesion) = row.and_then(|row| self.value(row).into_iter().next()) {
                record.lesions.push(self.lesion(group, lesion, paired));
            }
        }
        let rows = &self.comparison.rows;
        record.regions = self.values(|subject| *subject == Subject::Region).collect();
        let items: BTreeSet<Code> = self.values(|subject| matches!(subject, Subject::Treatment { .. })).collect();
        for row in rows {
            let Subject::Relation { from, to } = row.subject else { continue };
            let card = |group: usize| group as u32 + 1;
            let both = [from, to].into_iter().all(|g| record.lesions.iter().any(|l| l.number == card(g)));
            for relation in self.value(row).into_iter().filter(|_| both) {
                record.relations.push(Relation { from: card(from), relation, to: card(to) });
            }
        }
        // A lesion does not lie on a region that the senior took out; any other region follows its site.
        let taken_out: BTreeSet<Code> = rows
            .iter()
            .filter(|row| row.subject == Subject::Region && self.is_decided(row) && self.value(row).is_empty())
            .flat_map(|row| row.values.iter().flatten().cloned())
            .collect();
        for lesion in &mut record.lesions {
            lesion.regions.retain(|region| !taken_out.contains(region));
        }
        for region in record.lesions.iter().flat_map(|lesion| &lesion.regions) {
            if !record.regions.contains(region) {
                record.regions.push(region.clone());
            }
        }
        record.treatment = Treatment {
            items: items.into_iter().map(|item| TreatmentItem { route: self.route(&item), item }).collect(),
            text: self.decisions.treatment_text.clone(),
        };
        let candidates = self.diseases().into_iter().map(|disease| Candidate { disease, confidence: None });
        record.differential = Differential::new(candidates.collect())?;
        record.unsure = self.unsure(&record);
        Ok(record)
    }

    /// Fields of the record that hold a value of which all who stated it were unsure. What a senior states alone is sure.
    fn unsure(&self, record: &Annotation) -> BTreeSet<String> {
        let in_record: Vec<Option<u32>> = (0..self.comparison.groups.len())
            .map(|group| record.lesions.iter().map(|lesion| lesion.number).find(|number| *number == group as u32 + 1))
            .collect();
        let mut unsure = BTreeSet::new();
        for row in &self.comparison.rows {
            let own = matches!(self.decisions.slots.get(&row.slot), Some(Decision::Own { .. }));
            let field = row.subject.field(|group| in_record[group]);
            let (Some(field), false) = (field, own) else { continue };
            let doubted = |value: &Code| {
                let mut who =
                    (0..self.records.len()).filter(|reader| row.stated_by(*reader).contains(value)).peekable();
                who.peek().is_some() && who.all(|reader| self.is_unsure(reader, &row.subject))
            };
            if self.value(row).iter().any(doubted) {
                unsure.insert(field);
            }
        }
        let ranks =
            |reader: &usize, disease: &Code| self.records[*reader].differential.diseases().any(|d| d == disease);
        let doubted = |disease: &Code| {
            let mut who = (0..self.records.len()).filter(|reader| ranks(reader, disease)).peekable();
            who.peek().is_some() && who.all(|reader| self.records[reader].unsure.contains("differential"))
        };
        if self.diseases().iter().any(doubted) {
            unsure.insert("differential".to_owned());
        }
        unsure
    }

    /// Whether a reader is unsure of what he or she states on a line.
    fn is_unsure(&self, reader: usize, subject: &Subject) -> bool {
        let field = subject.field(|group| self.comparison.groups[group].cards[reader]);
        field.is_some_and(|field| self.records[reader].unsure.contains(&field))
    }

    /// What stands on all lines about something, in their order.
    fn values(&self, about: impl Fn(&Subject) -> bool) -> impl Iterator<Item = Code> {
        self.comparison.rows.iter().filter(move |row| about(&row.subject)).flat_map(|row| self.value(row))
    }

    fn lesion(&self, group: usize, lesion: Code, paired: &LesionGroup) -> Lesion {
        let role = self.values(|subject| *subject == Subject::Role { group }).next();
        let regions = self.values(|subject| *subject == Subject::Site { group }).collect();
        let attributes =
            self.values(|subject| matches!(subject, Subject::Attribute { group: its, .. } if *its == group)).collect();
        let cards = self.cards(paired);
        Lesion {
            number: group as u32 + 1,
            lesion,
            role: role.map(|code| {
                if code == LesionRole::Primary.code() { LesionRole::Primary } else { LesionRole::Secondary }
            }),
            regions,
            attributes,
            marks: self.marks(paired),
            size_mm: self.as_stated(&Slot::Diameter(paired.key.clone()), |reader| cards[reader]?.size_mm),
        }
    }

    /// Route of an item: as it is decided where several readers name the item, otherwise as the one says who does.
    fn route(&self, item: &Code) -> Option<String> {
        let stated = |reader: usize| {
            let mut lines = self.records[reader].treatment.items.iter();
            lines.find(|line| line.item == *item)?.route.clone()
        };
        match self.comparison.row(&Slot::Route(item.clone())) {
            Some(_) => self.as_stated(&Slot::Route(item.clone()), stated),
            None => (0..self.records.len()).find_map(stated),
        }
    }

    /// What stands on a line that is a number or a word, as the first reader who says the same says it.
    fn as_stated<T>(&self, slot: &Slot, stated: impl Fn(usize) -> Option<T>) -> Option<T> {
        let row = self.comparison.row(slot)?;
        let value = self.value(row);
        let reader = row.values.iter().position(|values| !values.is_empty() && *values == value)?;
        stated(reader)
    }
}
