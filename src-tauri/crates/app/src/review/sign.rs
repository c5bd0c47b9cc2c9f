//! Signing a review: the password again, and what the signature means.

use domain::annotation::{Annotation, problems};
use domain::fusion::RULE_VERSION;
use domain::photograph::PhotographId;
use domain::review::{Decisions, ReviewError, reviewed_record};
use domain::vocabulary::Vocabulary;
use ledger::Body;
use serde::Deserialize;
use ts_rs::TS;

use super::open::{SaveReviewInput, opened, save};
use crate::error::{AppError, Code};
use crate::session::Session;

/// A review to sign.
#[derive(Debug, Deserialize, TS)]
pub struct SignInput {
    /// Photograph.
    pub photograph: PhotographId,
    /// Decisions as they stand on the screen.
    pub decisions: Decisions,
    /// Password, asked for again.
    pub password: String,
}

pub(crate) fn sign(session: &mut Session, input: SignInput) -> Result<(), AppError> {
    let readings = opened(session, &input.photograph)?;
    let kept = SaveReviewInput { photograph: input.photograph.clone(), decisions: input.decisions.clone() };
    save(session, kept)?;
    let records: Vec<&Annotation> = readings.iter().map(|reading| &reading.annotation).collect();
    let reviewed =
        reviewed_record(&records, &input.decisions, Vocabulary::built_in()).map_err(|error| match error {
            ReviewError::Undecided(open) => {
                let open = serde_json::to_value(open).unwrap_or_default();
                AppError::new(Code::Incomplete).with("missing", open)
            }
            ReviewError::Differential(error) => AppError::new(Code::BadInput).with("detail", error.to_string()),
        })?;
    if let Some(problem) = problems(&reviewed, Vocabulary::built_in()).first() {
        return Err(AppError::new(Code::UnknownTerm).with("term", problem.to_string()));
    }
    session.study.check_password(&input.password)?;
    session.append(Body::ReviewSigned {
        photograph: input.photograph,
        readers: readings.iter().map(|reading| (reading.author.clone(), reading.revision)).collect(),
        decisions: input.decisions,
        reviewed: Box::new(reviewed),
        fusion_rule: RULE_VERSION.to_owned(),
        meaning: "I reviewed both annotations and sign this record as correct.".to_owned(),
    })?;
    Ok(())
}
