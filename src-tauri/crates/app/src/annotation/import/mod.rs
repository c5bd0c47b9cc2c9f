//! Annotations of other tools: a person's own drafts begin with what Label Studio, CVAT or a table says of the same
//! pictures, or are submitted with it where another reader did the work there. What is begun here is never written over,
//! and nothing is guessed: a picture is found by its bytes, a word means a term only where it is its name or was chosen.

mod build;
mod coco;
mod file;
mod label_studio;
mod labels;
mod read;
mod run;
mod table;

pub use build::LeftOutReason;
pub use file::{Annotator, ColumnUse, Format, TableColumn};
pub use labels::{From, LabelView, TextUse, TextView};
pub use run::{AnnotatorView, ImportInput, ImportPreview, ImportReport, LeftOut, SaveReportInput};
pub(crate) use run::{import, preview, save_report};
