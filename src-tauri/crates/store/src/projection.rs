//! From entries to tables. The one function here is used when an entry is written and when all
//! tables are rebuilt from the ledger, so both give the same tables.

use ledger::{Body, Entry, Verdict};
use rusqlite::Transaction;

use crate::error::StoreError;
use crate::tables::{annotations, audits, calibration, people, photographs, queries, questions, releases, reviews};

/// Tables that are dropped and rebuilt, children first.
pub(crate) const TABLES: [&str; 12] = [
    "release",
    "audit",
    "query",
    "question",
    "review",
    "annotation",
    "assignment",
    "calibration",
    "photograph",
    "seal_grant",
    "person",
    "study",
];

/// Writes what an entry means into the tables.
pub(crate) fn apply(tx: &Transaction<'_>, entry: &Entry, position: i64) -> Result<(), StoreError> {
    let at_ms = entry.at.timestamp_millis();
    match &entry.body {
        Body::StudyCreated { study, title, language, vocabulary, person, profile, keys, grants, recovery: _ } => {
            people::insert_study(tx, study, title, *language, vocabulary)?;
            people::insert(tx, person, profile, true, keys)?;
            people::put_grants(tx, grants)
        }
        Body::PersonInvited { person, profile, keys, grants } => {
            people::insert(tx, person, profile, false, keys)?;
            people::put_grants(tx, grants)
        }
        Body::PersonReinvited { person, profile, keys, grants } => {
            people::set_invited(tx, person, profile, keys)?;
            people::replace_grants(tx, person, grants)
        }
        Body::PersonWithdrawn { person } => people::remove(tx, person),
        Body::PersonJoined { person, keys, grants } => {
            people::set_joined(tx, person, keys)?;
            people::put_grants(tx, grants)
        }
        Body::PersonRecovered { person, keys, grants } => {
            people::set_joined(tx, person, keys)?;
            people::replace_grants(tx, person, grants)
        }
        // The envelope alone knows passwords.
        Body::PasswordChanged { .. } => Ok(()),
        Body::PhotographImported { photograph, capture, width_px, height_px, content, source, quality } => {
            let picture = photographs::NewPhotograph {
                id: photograph,
                capture,
                size_px: (*width_px, *height_px),
                content,
                source,
                quality: *quality,
                position,
            };
            photographs::insert(tx, &picture)
        }
        Body::PhotographDescribed { photograph, capture } => photographs::describe(tx, photograph, capture),
        Body::PhotographScreened { photograph, screening, masks, shown } => {
            photographs::set_screened(tx, photograph, screening.as_ref(), masks, shown, &entry.author)
        }
        Body::PhotographsAssigned { assignments, .. } => photographs::assign(tx, assignments),
        Body::AssignmentsChanged { taken, given } => photographs::reassign(tx, taken, given),
        Body::CalibrationChosen { photograph, chosen: true } => calibration::choose(tx, photograph),
        Body::CalibrationChosen { photograph, chosen: false } => calibration::release(tx, photograph),
        Body::CalibrationReferenced { photograph, reference } => {
            calibration::set_reference(tx, photograph, reference, &entry.author)
        }
        Body::AnnotationSubmitted(annotation) | Body::AnnotationAmended(annotation) => {
            let reason = entry.reason.as_deref();
            annotations::insert(tx, annotation, &entry.author, &entry.id, reason, at_ms)
        }
        Body::ReviewSigned(review) => reviews::insert(tx, review, &entry.author, &entry.id, at_ms),
        Body::ReviewAmended(review) => {
            reviews::amend(tx, review, &entry.author, &entry.id, entry.reason.as_deref(), at_ms)
        }
        Body::StudyConfigured { readers, idle_minutes, subject_shown } => {
            people::configure(tx, *readers, *idle_minutes, *subject_shown)
        }
        Body::QueryAsked { query, photograph, reader, field, slot, text } => {
            let new = queries::NewQuery { id: query, photograph, reader, field, slot, text };
            queries::insert(tx, &new, &entry.author, at_ms)
        }
        Body::QueryAnswered { query, answer } => queries::answer(tx, query, answer),
        Body::QueryClosed { query } => queries::close(tx, query),
        Body::AuditDrawn { photographs, .. } => audits::insert(tx, photographs),
        Body::AuditSubmitted { photograph, audit } => audits::set_annotation(tx, photograph, audit),
        Body::QuestionsDrafted { questions, .. } => questions::insert(tx, questions, position),
        Body::QuestionReopened { question, draft } => questions::reopen(tx, question, draft),
        Body::QuestionReviewed { question, verdict } => match verdict {
            Verdict::Approved { question: approved } => questions::approve(tx, question, approved, &entry.author),
            Verdict::Rejected { reason } => questions::reject(tx, question, reason, &entry.author),
        },
        Body::ReleasePublished { version, manifest, head, photographs, questions } => {
            let release = releases::ReleaseRow {
                version: version.clone(),
                manifest: manifest.as_str().to_owned(),
                head: head.as_str().to_owned(),
                photographs: *photographs,
                questions: *questions,
                publisher: entry.author.clone(),
                at_ms,
            };
            releases::insert(tx, &release)
        }
    }
}
