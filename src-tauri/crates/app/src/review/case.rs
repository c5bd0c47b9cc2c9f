//! A photograph under review, read once: what opening, deciding, asking and signing need of it.

use domain::annotation::Annotation;
use domain::photograph::PhotographId;
use domain::task::Purpose;
use store::tables::photographs::PhotographRow;
use store::tables::queries::{self, QueryRow};
use store::tables::reservations;
use store::tables::reviews::{self, ReviewRow};

use super::readings::{Reading, readings, records};
use crate::error::{AppError, Code, NotAllowedBecause};
use crate::session::Session;

pub(super) struct Case {
    pub(super) photograph: PhotographRow,
    pub(super) readings: Vec<Reading>,
    /// The signed review, when it is opened again.
    pub(super) signed: Option<ReviewRow>,
    /// Questions to its readers.
    pub(super) queries: Vec<QueryRow>,
}

impl Case {
    /// Checks that this senior may review the photograph now, and reads it.
    pub(super) fn open(session: &Session, id: &PhotographId) -> Result<Self, AppError> {
        let photograph = session.photograph(id)?;
        match session.task_on(id)?.map(|task| task.purpose) {
            Some(Purpose::Audit) => return Err(AppError::not_allowed(NotAllowedBecause::OwnAudit)),
            Some(_) => return Err(AppError::not_allowed(NotAllowedBecause::OwnAnnotation)),
            None => {}
        }
        if !photograph.stage.is_read() {
            return Err(AppError::not_allowed(NotAllowedBecause::NotAnnotated));
        }
        let (connection, me) = (session.study.connection(), session.study.person());
        if reservations::held_by_others(connection, me, session.now.timestamp_millis())?.contains(id) {
            return Err(AppError::new(Code::InReview));
        }
        let mut queries = queries::all(connection)?;
        queries.retain(|query| query.photograph == *id);
        Ok(Self {
            readings: readings(session, id)?,
            signed: reviews::of_photograph(connection, id)?,
            queries,
            photograph,
        })
    }

    pub(super) fn id(&self) -> &PhotographId {
        &self.photograph.id
    }
    /// The annotations alone.
    pub(super) fn records(&self) -> Vec<&Annotation> {
        records(&self.readings)
    }
    /// Revisions of the readings.
    pub(super) fn revisions(&self) -> Vec<u32> {
        self.readings.iter().map(|reading| reading.revision).collect()
    }
    /// Revision of the signed review; 0 before the first signature.
    pub(super) fn signed_revision(&self) -> u32 {
        self.signed.as_ref().map_or(0, |review| review.revision)
    }
}
