//! Whether an entry is in force. Every entry is kept; what came too late, contradicts what stands or is not for its
//! author to say changes nothing, and the record says why.

use domain::people::{PersonId, Role};
use domain::photograph::PhotographId;
use domain::standing::NotInForce;
use ledger::{Body, Entry, SignedReview, SubmittedAnnotation};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::StoreError;
use crate::tables::{annotations, people, photographs, tasks};

/// Refuses what its author may not say, or what came too late, before it is applied to the tables.
pub(crate) fn check(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let roles = roles_for(&entry.body);
    if !roles.is_empty() && !has_one_of(connection, &entry.author, roles)? {
        return Err(NotInForce::WrongRole.into());
    }
    match &entry.body {
        Body::PhotographImported { source, .. } if photographs::by_source(connection, source)?.is_some() => {
            Err(NotInForce::SamePicture.into())
        }
        Body::PhotographsAssigned { assignments, .. } => {
            refuse_copies(connection, assignments.iter().map(|(photograph, _)| photograph))
        }
        Body::AssignmentsChanged { given, .. } => {
            refuse_copies(connection, given.iter().map(|(photograph, _)| photograph))
        }
        Body::AnnotationSubmitted(annotation) | Body::AnnotationAmended(annotation) => {
            check_annotation(connection, annotation, &entry.author)
        }
        Body::ReviewSigned(review) | Body::ReviewAmended(review) => check_review(connection, review, entry),
        Body::Other { .. } => Err(NotInForce::UnknownKind.into()),
        _ => Ok(()),
    }
}

/// Who may say it; anybody where none is named.
fn roles_for(body: &Body) -> &'static [Role] {
    match body {
        Body::PersonInvited { .. }
        | Body::PersonReinvited { .. }
        | Body::PersonWithdrawn { .. }
        | Body::PersonRevoked { .. }
        | Body::PhotographImported { .. }
        | Body::PhotographDescribed { .. }
        | Body::StudyConfigured { .. }
        | Body::PhotographsAssigned { .. }
        | Body::AssignmentsChanged { .. }
        | Body::CalibrationChosen { .. }
        | Body::AuditDrawn { .. }
        | Body::QuestionsDrafted { .. }
        | Body::ReleasePublished { .. }
        | Body::EntriesReceived { .. }
        | Body::ChainReceived { .. } => &[Role::Coordinator],
        Body::CalibrationReferenced { .. }
        | Body::ReviewSigned(_)
        | Body::ReviewAmended(_)
        | Body::QueryAsked { .. }
        | Body::QueryClosed { .. }
        | Body::AuditSubmitted { .. }
        | Body::QuestionReviewed { .. }
        | Body::QuestionReopened { .. }
        | Body::TemplateAdmitted { .. } => &[Role::Senior],
        Body::PhotographScreened { .. } => &[Role::Coordinator, Role::Physician],
        Body::AnnotationSubmitted(_) | Body::AnnotationAmended(_) | Body::QueryAnswered { .. } => &[Role::Physician],
        Body::StudyCreated { .. }
        | Body::PersonRecovered { .. }
        | Body::PersonJoined { .. }
        | Body::SealingKeyRenewed { .. }
        | Body::PasswordChanged { .. }
        | Body::Other { .. } => &[],
    }
}

fn has_one_of(connection: &Connection, person: &PersonId, roles: &[Role]) -> Result<bool, StoreError> {
    Ok(people::one_of(connection, person)?.is_some_and(|row| row.profile.roles.iter().any(|role| roles.contains(role))))
}

fn refuse_copies<'a>(
    connection: &Connection,
    photographs: impl Iterator<Item = &'a PhotographId>,
) -> Result<(), StoreError> {
    for photograph in photographs {
        if photographs::is_copy(connection, photograph)? {
            return Err(NotInForce::IsCopy.into());
        }
    }
    Ok(())
}

fn check_annotation(
    connection: &Connection,
    annotation: &SubmittedAnnotation,
    author: &PersonId,
) -> Result<(), StoreError> {
    let photograph = &annotation.photograph;
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM task WHERE photograph = ?1
           AND (purpose = 'reading' AND person = ?2 OR purpose = 'trial')),
         EXISTS (SELECT 1 FROM review WHERE photograph = ?1),
         (SELECT max(revision) FROM annotation WHERE photograph = ?1 AND author = ?2)",
    )?;
    let (is_theirs, is_reviewed, newest): (bool, bool, Option<u32>) =
        statement.query_row([&photograph.0, &author.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    if !is_theirs {
        Err(NotInForce::NotAssigned.into())
    } else if is_reviewed {
        Err(NotInForce::ReviewedBefore.into())
    } else if annotation.revision != newest.unwrap_or_default() + 1 {
        Err(NotInForce::WrongRevision.into())
    } else {
        Ok(())
    }
}

/// The first signature in the keeper's order stands, if its signer reads the photograph not and names the newest
/// revisions of all readers.
fn check_review(connection: &Connection, review: &SignedReview, entry: &Entry) -> Result<(), StoreError> {
    let photograph = &review.photograph;
    let newest = annotations::revisions_of(connection, photograph)?;
    let reads = newest.iter().any(|(author, _)| *author == entry.author)
        || tasks::reads(connection, photograph, &entry.author)?;
    if reads {
        return Err(NotInForce::OwnReading.into());
    }
    let signed = connection
        .prepare_cached("SELECT 1 FROM review WHERE photograph = ?1")?
        .query_row(params![photograph.0], |_| Ok(()))
        .optional()?;
    match (&entry.body, signed) {
        (Body::ReviewSigned(_), Some(())) => return Err(NotInForce::ReviewedBefore.into()),
        (Body::ReviewAmended(_), None) => return Err(NotInForce::NothingThere.into()),
        _ => {}
    }
    let mut named = review.readers.clone();
    named.sort();
    if named.len() < FEWEST_READERS || named != newest { Err(NotInForce::OutOfDate.into()) } else { Ok(()) }
}

/// A review compares at least two readings.
const FEWEST_READERS: usize = 2;
