//! Photographs from a folder into the study: what folder and table say is understood and shown, corrected by hand where
//! it is not, and then followed; what came of it stays to be read.

mod cells;
mod files;
mod hashes;
mod paths;
mod plan;
mod report;
mod run;
mod subjects;
mod table;

pub(crate) use cells::fold;
pub use cells::{CellProblem, Field};
pub(crate) use files::offered;
pub use files::{LeftOut, LeftOutReason};
pub(crate) use hashes::Hashes;
pub(crate) use paths::{Index, Match};
pub use paths::{SubjectFrom, SubjectWarning};
pub use plan::{AbsentRow, BadCell, CellCorrection, ImportInput, PlannedView, SubjectPlan, TableView};
pub use report::{Change, ImportPreview, ImportReport, KeptReport, NamedFile, SaveReportInput, TemplateInput};
pub(crate) use report::{list, save, template};
pub(crate) use run::{by_file, import, preview};
pub(crate) use subjects::rename;
pub use subjects::{RenameSubjectInput, RenamedSubjectView};
pub use table::Separator;
pub(crate) use table::{header_of, read as read_table};
