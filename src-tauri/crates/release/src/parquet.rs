//! The questions of a split as Parquet with the pictures inside: what `load_dataset` of Hugging Face reads, with the
//! type of every column said, whatever the rows hold.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{BinaryBuilder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch, StringArray, StructArray};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::{Map, Value, json};

use crate::tables::QuestionRow;

/// Columns of text, named as in [`QuestionRow`].
pub(crate) const TEXTS: [&str; 13] = [
    "id",
    "ability",
    "form",
    "question",
    "prompt",
    "question_other",
    "answer",
    "answer_other",
    "lesion",
    "template",
    "subject",
    "photograph",
    BOXES,
];

/// Boxes as JSON text, which every reader of Parquet takes as it is.
const BOXES: &str = "boxes";

/// Columns of lists of text, in the order in which they are written.
pub(crate) const LISTS: [&str; 2] = ["options", "why_wrong"];

/// Rows held in memory, with their pictures, before they are written as one group.
const ROWS_IN_A_GROUP: usize = 32;

/// Writes the rows to a new file; `picture` gives the JPEG of a row.
pub(crate) fn write(
    path: &Path,
    rows: impl IntoIterator<Item = QuestionRow>,
    picture: impl Fn(&QuestionRow) -> io::Result<Vec<u8>>,
) -> io::Result<()> {
    let schema = schema();
    let mut file = ArrowWriter::try_new(File::create_new(path)?, schema.clone(), None)?;
    let mut group = Vec::with_capacity(ROWS_IN_A_GROUP);
    for row in rows {
        let jpeg = picture(&row)?;
        group.push((row, jpeg));
        if group.len() == ROWS_IN_A_GROUP {
            file.write(&batch(&schema, &group)?)?;
            file.flush()?;
            group.clear();
        }
    }
    if !group.is_empty() {
        file.write(&batch(&schema, &group)?)?;
    }
    file.into_inner()?.sync_all()
}

/// Rows of a file.
pub(crate) fn count(path: &Path) -> io::Result<usize> {
    let file = SerializedFileReader::new(File::open(path)?)?;
    usize::try_from(file.metadata().file_metadata().num_rows()).map_err(io::Error::other)
}

/// `dataset_info` of the card: the same columns and types as in the files.
pub(crate) fn features() -> String {
    let texts: String = TEXTS.iter().map(|name| format!("  - name: {name}\n    dtype: string\n")).collect();
    format!(
        "dataset_info:\n  features:\n  - name: image\n    dtype: image\n{texts}  - name: options\n    sequence: string\n  - name: why_wrong\n    sequence: string\n"
    )
}

fn image_fields() -> Fields {
    Fields::from(vec![Field::new("bytes", DataType::Binary, true), Field::new("path", DataType::Utf8, true)])
}

fn schema() -> SchemaRef {
    let mut fields = vec![Field::new("image", DataType::Struct(image_fields()), true)];
    fields.extend(TEXTS.iter().map(|name| Field::new(*name, DataType::Utf8, true)));
    for name in LISTS {
        fields.push(Field::new_list(name, Field::new_list_field(DataType::Utf8, true), true));
    }
    // Without this the loader of Hugging Face hands out bytes instead of pictures.
    let text = json!({"_type": "Value", "dtype": "string"});
    let mut features: Map<String, Value> = TEXTS.iter().map(|name| ((*name).to_owned(), text.clone())).collect();
    features.insert("image".to_owned(), json!({"_type": "Image"}));
    for name in LISTS {
        features.insert(name.to_owned(), json!({"_type": "Sequence", "feature": text}));
    }
    let said = json!({"info": {"features": features}}).to_string();
    Arc::new(Schema::new_with_metadata(fields, [("huggingface".to_owned(), said)]))
}

fn batch(schema: &SchemaRef, rows: &[(QuestionRow, Vec<u8>)]) -> io::Result<RecordBatch> {
    let mut bytes = BinaryBuilder::new();
    let mut names = StringBuilder::new();
    let mut options = ListBuilder::new(StringBuilder::new());
    let mut why_wrong = ListBuilder::new(StringBuilder::new());
    let mut texts = Vec::with_capacity(rows.len());
    for (row, jpeg) in rows {
        bytes.append_value(jpeg);
        names.append_value(row.file_name.rsplit('/').next().unwrap_or_default());
        options.append_value(row.options.iter().map(Some));
        why_wrong.append_value(row.why_wrong.iter().map(Option::as_ref));
        texts.push(serde_json::to_value(row)?);
    }
    let image: [ArrayRef; 2] = [Arc::new(bytes.finish()), Arc::new(names.finish())];
    let mut columns: Vec<ArrayRef> = vec![Arc::new(StructArray::new(image_fields(), image.to_vec(), None))];
    for name in TEXTS {
        let text =
            |value: &Value| if name == BOXES { Some(value.to_string()) } else { value.as_str().map(str::to_owned) };
        let column: StringArray = texts.iter().map(|row| text(&row[name])).collect();
        columns.push(Arc::new(column));
    }
    columns.push(Arc::new(options.finish()));
    columns.push(Arc::new(why_wrong.finish()));
    RecordBatch::try_new(schema.clone(), columns).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_row_is_a_column() {
        let schema = serde_json::to_value(schemars::schema_for!(QuestionRow)).unwrap();
        let mut fields: Vec<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let mut columns = [&TEXTS[..], &LISTS, &["file_name"]].concat();
        fields.sort_unstable();
        columns.sort_unstable();
        assert_eq!(fields, columns);
    }
}
