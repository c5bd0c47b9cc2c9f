//! What an entry says. Every kind is one variant; the JSON Schema of all of them is committed
//! under `schema/entry` and a test refuses drift.

use std::collections::BTreeMap;

use domain::annotation::Annotation;
use domain::people::{PersonId, Profile};
use domain::photograph::{Capture, MaskRectangle, PhotographId, Quality, Screening};
use domain::questions::Question;
use domain::review::Decisions;
use domain::vocabulary::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::audience::Audience;
use crate::hash::Hash;
use crate::seal::{Sealed, first_generation, is_first_generation};

/// Public keys of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PublicKeys {
    /// Ed25519 verifying key, hex.
    pub signing: String,
    /// `age` recipient to which sealing keys are wrapped.
    pub sealing: String,
}

/// An author's sealing key, wrapped for somebody who may open what the author sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Grant {
    /// Whose annotations it opens.
    pub author: PersonId,
    /// Who may open them; `recovery` for the recovery sheet.
    pub grantee: PersonId,
    /// Which of the author's sealing keys, from 1; higher after each renewal.
    #[serde(default = "first_generation", skip_serializing_if = "is_first_generation")]
    pub generation: u32,
    /// `age` file, armoured text.
    pub wrapped: String,
}

/// Up to where the entries of a chain count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Accepted {
    /// Device of the chain.
    pub device: String,
    /// Audience of the chain; none for a chain of the earlier form.
    pub audience: Option<Audience>,
    /// Sequence of the last entry that counts.
    pub sequence: u64,
}

/// A submitted annotation; the reading itself is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubmittedAnnotation {
    /// What was read.
    pub photograph: PhotographId,
    /// Revision from 1.
    pub revision: u32,
    /// Sealed [`Annotation`].
    pub sealed: Sealed,
    /// Active time in seconds.
    pub active_seconds: u32,
}

/// A reviewed record as a senior signs it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignedReview {
    /// What was reviewed.
    pub photograph: PhotographId,
    /// Authors as A, B, … in the order shown, with the revision that was reviewed.
    pub readers: Vec<(PersonId, u32)>,
    /// What was decided.
    pub decisions: Decisions,
    /// The third record.
    pub reviewed: Annotation,
    /// Version of the fusion rule.
    pub fusion_rule: String,
    /// What the signature means.
    pub meaning: String,
}

/// A senior's judgement of a drafted question (paper, section 3.4, "Manual review").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Approved as it stands, or as edited.
    Approved {
        /// The question as released.
        question: Box<Question>,
    },
    /// Not released.
    Rejected {
        /// Why.
        reason: String,
    },
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "body")]
pub enum Body {
    /// The study begins; its first coordinator.
    #[serde(rename = "study.created")]
    StudyCreated {
        /// Study id.
        study: String,
        /// Name of the study.
        title: String,
        /// Language of released questions.
        language: Language,
        /// Vocabulary version that the study pins.
        vocabulary: String,
        /// First coordinator.
        person: PersonId,
        /// The coordinator's profile.
        profile: Profile,
        /// The coordinator's keys.
        keys: PublicKeys,
        /// The coordinator's sealing key, for the coordinator and the recovery sheet.
        grants: Vec<Grant>,
        /// Ed25519 verifying key of the recovery sheet, hex; none in the first studies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recovery: Option<String>,
    },
    /// A coordinator enrolled somebody, who may join with a one-time code.
    #[serde(rename = "person.invited")]
    PersonInvited {
        /// A new id.
        person: PersonId,
        /// Name, roles, grade, experience, department.
        profile: Profile,
        /// Keys that hold until the person joins.
        keys: PublicKeys,
        /// Sealing keys wrapped for, and of, the person.
        grants: Vec<Grant>,
    },
    /// A coordinator corrected an invitation, or gave somebody a new one-time code: who has a password loses it.
    #[serde(rename = "person.reinvited")]
    PersonReinvited {
        /// Who was invited before.
        person: PersonId,
        /// Profile from now on.
        profile: Profile,
        /// Keys that hold until the person joins.
        keys: PublicKeys,
        /// All that the person may open, wrapped for these keys.
        grants: Vec<Grant>,
    },
    /// A coordinator withdrew an invitation that nobody had used.
    #[serde(rename = "person.withdrawn")]
    PersonWithdrawn {
        /// Whose invitation it was.
        person: PersonId,
    },
    /// Somebody chose a new password with the recovery sheet, whose key signs this entry.
    #[serde(rename = "person.recovered")]
    PersonRecovered {
        /// Who has the new keys.
        person: PersonId,
        /// Keys from now on.
        keys: PublicKeys,
        /// All that the person may open, wrapped for these keys.
        grants: Vec<Grant>,
    },
    /// A person left the study: later entries of his or hers do not count, and the password opens nothing any more.
    #[serde(rename = "person.revoked")]
    PersonRevoked {
        /// Who left.
        person: PersonId,
        /// Up to where each chain of the person counts; of a chain that is not named nothing does.
        accepted: Vec<Accepted>,
    },
    /// An author seals with another key from now on, because somebody who can open the earlier one has left.
    #[serde(rename = "sealing_key.renewed")]
    SealingKeyRenewed {
        /// Author.
        person: PersonId,
        /// The new key, wrapped for those who may open what is sealed with it.
        grants: Vec<Grant>,
    },
    /// The keeper took in entries from other desks, in this order.
    #[serde(rename = "entries.received")]
    EntriesReceived {
        /// Position of the first of them.
        from: u64,
        /// Their hashes, in the order in which they count.
        entries: Vec<Hash>,
    },
    /// The keeper tells a writer how far a chain has arrived.
    #[serde(rename = "chain.received")]
    ChainReceived {
        /// Whose chain.
        person: PersonId,
        /// Up to where.
        received: Accepted,
        /// Hash of that entry.
        hash: Hash,
    },
    /// The person chose another password; the keys stay.
    #[serde(rename = "password.changed")]
    PasswordChanged {
        /// The author.
        person: PersonId,
    },
    /// The person chose a password and keys of his or her own.
    #[serde(rename = "person.joined")]
    PersonJoined {
        /// Who was invited, and is the author from now on.
        person: PersonId,
        /// Keys from now on.
        keys: PublicKeys,
        /// The person's grants, wrapped anew.
        grants: Vec<Grant>,
    },
    /// A photograph came in.
    #[serde(rename = "photograph.imported")]
    PhotographImported {
        /// A new id.
        photograph: PhotographId,
        /// Subject, distance and so on.
        capture: Capture,
        /// Upright width in pixels.
        width_px: u32,
        /// Upright height in pixels.
        height_px: u32,
        /// SHA-256 of the stripped upright picture in the vault.
        content: Hash,
        /// The file as it came, to find exact duplicates: HMAC-SHA-256 of its SHA-256 under a key of the study, so that
        /// nobody outside can ask whether a picture is in it. In entries of the earlier form the SHA-256 itself.
        source: Hash,
        /// Measured quality.
        quality: Quality,
    },
    /// What is known of a photograph beside its pixels was corrected.
    #[serde(rename = "photograph.described")]
    PhotographDescribed {
        /// What is described anew.
        photograph: PhotographId,
        /// Subject, distance and so on from now on.
        capture: Capture,
    },
    /// A person accepted or discarded a photograph, perhaps masking parts of it, or took that back.
    #[serde(rename = "photograph.screened")]
    PhotographScreened {
        /// What was decided on.
        photograph: PhotographId,
        /// Decision; none when an earlier one is taken back.
        screening: Option<Screening>,
        /// Rectangles painted over.
        masks: Vec<MaskRectangle>,
        /// SHA-256 of the picture that everybody else sees.
        shown: Hash,
    },
    /// A photograph was put into the calibration set, or taken out of it.
    #[serde(rename = "calibration.chosen")]
    CalibrationChosen {
        /// What physicians practise on from now on, or no longer.
        photograph: PhotographId,
        /// Whether it is in the set from now on.
        chosen: bool,
    },
    /// A senior read a photograph of the calibration set.
    #[serde(rename = "calibration.referenced")]
    CalibrationReferenced {
        /// What was read, of the calibration set.
        photograph: PhotographId,
        /// What physicians are compared with.
        reference: Annotation,
    },
    /// The protocol's settings were changed.
    #[serde(rename = "study.configured")]
    StudyConfigured {
        /// Readers per photograph from now on, 2 to 5.
        readers: u8,
        /// Minutes without a hand on mouse or keyboard after which the window locks, 1 to 30; 10 where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        idle_minutes: Option<u8>,
        /// Whether annotators see age, sex and skin type beside the photograph; not where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject_shown: Option<bool>,
        /// Version of the vocabulary from now on; as before where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        vocabulary: Option<String>,
    },
    /// Physicians were assigned to photographs.
    #[serde(rename = "photographs.assigned")]
    PhotographsAssigned {
        /// Who annotates what.
        assignments: Vec<(PhotographId, Vec<PersonId>)>,
        /// Seed of the assignment.
        seed: u64,
    },
    /// Photographs that nobody had begun were taken back from readers, and perhaps given to others.
    #[serde(rename = "assignments.changed")]
    AssignmentsChanged {
        /// From whom.
        taken: Vec<(PhotographId, PersonId)>,
        /// To whom.
        given: Vec<(PhotographId, PersonId)>,
    },
    /// An annotation was submitted.
    #[serde(rename = "annotation.submitted")]
    AnnotationSubmitted(SubmittedAnnotation),
    /// A submitted annotation was amended; the reason stands in the entry.
    #[serde(rename = "annotation.amended")]
    AnnotationAmended(SubmittedAnnotation),
    /// A senior signed a reviewed record.
    #[serde(rename = "review.signed")]
    ReviewSigned(Box<SignedReview>),
    /// A signed review was opened again and signed anew; the reason stands in the entry.
    #[serde(rename = "review.amended")]
    ReviewAmended(Box<SignedReview>),
    /// A senior asked a physician about his or her own reading.
    #[serde(rename = "query.asked")]
    QueryAsked {
        /// Query id (UUIDv7).
        query: String,
        /// What the reading is of.
        photograph: PhotographId,
        /// Whom.
        reader: PersonId,
        /// Field of the reader's annotation.
        field: String,
        /// Slot of the comparison.
        slot: String,
        /// The question.
        text: String,
    },
    /// The physician answered.
    #[serde(rename = "query.answered")]
    QueryAnswered {
        /// Id under which it was asked.
        query: String,
        /// In words.
        answer: String,
    },
    /// The senior closed it.
    #[serde(rename = "query.closed")]
    QueryClosed {
        /// Id under which it was asked.
        query: String,
    },
    /// Reviewed photographs were drawn at random, to be annotated afresh by other seniors.
    #[serde(rename = "audit.drawn")]
    AuditDrawn {
        /// Who annotates what.
        photographs: Vec<(PhotographId, PersonId)>,
        /// Seed of the draw.
        seed: u64,
    },
    /// A senior annotated a reviewed photograph afresh.
    #[serde(rename = "audit.submitted")]
    AuditSubmitted {
        /// What was drawn for the audit.
        photograph: PhotographId,
        /// What the auditor sees in it.
        audit: Annotation,
    },
    /// Questions were drafted.
    #[serde(rename = "questions.drafted")]
    QuestionsDrafted {
        /// With which the same questions come out of the same reviews.
        seed: u64,
        /// Version of the templates.
        templates: String,
        /// All that were drafted together, with their ids.
        questions: Vec<Question>,
    },
    /// A senior judged a question.
    #[serde(rename = "question.reviewed")]
    QuestionReviewed {
        /// Id.
        question: String,
        /// Approved as worded here, or rejected with a reason.
        verdict: Verdict,
        /// What the senior answered before the key was shown: letters such as `AC`, "Yes" or "No", or words; none where
        /// nothing was answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answered: Option<String>,
        /// Approved with others of its template after a random sample of them was judged one by one.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_sample: bool,
    },
    /// A senior said why questions of a template may be released although they can be answered without their pictures.
    #[serde(rename = "template.admitted")]
    TemplateAdmitted {
        /// Id of the template.
        template: String,
        /// Why.
        reason: String,
    },
    /// A judgement was taken back: the question waits again.
    #[serde(rename = "question.reopened")]
    QuestionReopened {
        /// Id.
        question: String,
        /// As it waits from now on.
        draft: Box<Question>,
    },
    /// A release was published.
    #[serde(rename = "release.published")]
    ReleasePublished {
        /// SemVer version.
        version: String,
        /// SHA-256 of the release's SHA256SUMS.
        manifest: Hash,
        /// Study head that the release was made from.
        head: Hash,
        /// Photographs and questions in it.
        photographs: u32,
        /// Questions in it.
        questions: u32,
        /// Seed of the split; none in entries of earlier versions.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seed: Option<u64>,
        /// Photographs of the validation split, which stay there in later releases.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        validation: Vec<PhotographId>,
        /// Photographs of the test split, which stay there in later releases.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        test: Vec<PhotographId>,
        /// Its questions by id, each with half of a SHA-256, hex: what a later release names as changed.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        asked: BTreeMap<String, String>,
    },
    /// What this program does not know, or not in this shape: kept and passed on as it is, and never in force.
    #[serde(untagged)]
    #[schemars(skip)]
    Other {
        /// As the newer program calls it.
        kind: String,
        /// Whatever it says.
        body: serde_json::Value,
    },
}

impl Body {
    /// Name of the kind, as in the JSON.
    pub fn kind(&self) -> &str {
        match self {
            Self::StudyCreated { .. } => "study.created",
            Self::PersonInvited { .. } => "person.invited",
            Self::PersonReinvited { .. } => "person.reinvited",
            Self::PersonWithdrawn { .. } => "person.withdrawn",
            Self::PersonRecovered { .. } => "person.recovered",
            Self::PersonRevoked { .. } => "person.revoked",
            Self::SealingKeyRenewed { .. } => "sealing_key.renewed",
            Self::EntriesReceived { .. } => "entries.received",
            Self::ChainReceived { .. } => "chain.received",
            Self::PasswordChanged { .. } => "password.changed",
            Self::PersonJoined { .. } => "person.joined",
            Self::PhotographImported { .. } => "photograph.imported",
            Self::PhotographDescribed { .. } => "photograph.described",
            Self::PhotographScreened { .. } => "photograph.screened",
            Self::CalibrationChosen { .. } => "calibration.chosen",
            Self::CalibrationReferenced { .. } => "calibration.referenced",
            Self::StudyConfigured { .. } => "study.configured",
            Self::PhotographsAssigned { .. } => "photographs.assigned",
            Self::AssignmentsChanged { .. } => "assignments.changed",
            Self::AnnotationSubmitted(_) => "annotation.submitted",
            Self::AnnotationAmended(_) => "annotation.amended",
            Self::ReviewSigned(_) => "review.signed",
            Self::ReviewAmended(_) => "review.amended",
            Self::QueryAsked { .. } => "query.asked",
            Self::QueryAnswered { .. } => "query.answered",
            Self::QueryClosed { .. } => "query.closed",
            Self::AuditDrawn { .. } => "audit.drawn",
            Self::AuditSubmitted { .. } => "audit.submitted",
            Self::QuestionsDrafted { .. } => "questions.drafted",
            Self::QuestionReviewed { .. } => "question.reviewed",
            Self::QuestionReopened { .. } => "question.reopened",
            Self::TemplateAdmitted { .. } => "template.admitted",
            Self::ReleasePublished { .. } => "release.published",
            Self::Other { kind, .. } => kind,
        }
    }

    /// Id of what the entry is about, when it is one thing.
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::StudyCreated { study, .. } => Some(study),
            Self::PersonInvited { person, .. }
            | Self::PersonReinvited { person, .. }
            | Self::PersonWithdrawn { person }
            | Self::PersonRecovered { person, .. }
            | Self::PersonRevoked { person, .. }
            | Self::SealingKeyRenewed { person, .. }
            | Self::ChainReceived { person, .. }
            | Self::PasswordChanged { person }
            | Self::PersonJoined { person, .. } => Some(&person.0),
            Self::PhotographImported { photograph, .. }
            | Self::PhotographDescribed { photograph, .. }
            | Self::PhotographScreened { photograph, .. }
            | Self::CalibrationChosen { photograph, .. }
            | Self::CalibrationReferenced { photograph, .. }
            | Self::QueryAsked { photograph, .. }
            | Self::AuditSubmitted { photograph, .. } => Some(&photograph.0),
            Self::ReviewSigned(review) | Self::ReviewAmended(review) => Some(&review.photograph.0),
            Self::QueryAnswered { query, .. } | Self::QueryClosed { query } => Some(query),
            Self::AnnotationSubmitted(annotation) | Self::AnnotationAmended(annotation) => {
                Some(&annotation.photograph.0)
            }
            Self::QuestionReviewed { question, .. } | Self::QuestionReopened { question, .. } => Some(question),
            Self::TemplateAdmitted { template, .. } => Some(template),
            Self::ReleasePublished { version, .. } => Some(version),
            Self::StudyConfigured { .. }
            | Self::PhotographsAssigned { .. }
            | Self::AssignmentsChanged { .. }
            | Self::AuditDrawn { .. }
            | Self::QuestionsDrafted { .. }
            | Self::EntriesReceived { .. }
            | Self::Other { .. } => None,
        }
    }

    /// Who is to read an entry that says this: as few as can work with it. Seniors and coordinators read everything.
    pub fn audience(&self) -> Audience {
        match self {
            Self::StudyCreated { .. } | Self::StudyConfigured { .. } => Audience::All,
            Self::ChainReceived { person, .. } => Audience::Box(person.clone()),
            // What concerns one person alone goes to that person.
            Self::AssignmentsChanged { taken, given } => {
                let mut people: Vec<_> = taken.iter().chain(given).map(|(_, person)| person).collect();
                people.dedup();
                match people.as_slice() {
                    [person] => Audience::Box((*person).clone()),
                    _ => Audience::Reviewers,
                }
            }
            _ => Audience::Reviewers,
        }
    }
}
