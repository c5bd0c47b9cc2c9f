//! A physician's own annotations: what waits, opening, saving, submitting, amending.

mod import;
mod open;
mod queue;
mod save;
mod sheet;
mod submit;

pub use import::{
    Annotator, AnnotatorView, ColumnUse, Format, From, ImportInput, ImportPreview, ImportReport, LabelView, LeftOut,
    LeftOutReason, SaveReportInput, TableColumn, TextUse, TextView,
};
pub(crate) use import::{import, preview as import_preview, save_report};
pub(crate) use open::open;
pub use open::{AnnotationView, DraftView};
pub use queue::{QueueItemView, QueueState};
pub(crate) use queue::{changed, queue};
pub(crate) use save::save;
pub use save::{SaveInput, SavedView};
pub use submit::{AmendInput, SubmitInput, SubmittedView};
pub(crate) use submit::{amend, submit};
