//! The two VLMEvalKit tables of a split: multiple choice and open-ended. The loader is pandas
//! with defaults: tab-separated, everything quoted; a short `image` cell is taken as the index of
//! another row whose picture is shared.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;

use base64::Engine;
use csv::{QuoteStyle, WriterBuilder};
use domain::questions::{Form, Question};
use domain::vocabulary::Language;

use crate::splits::Split;

const LETTERS: [&str; 5] = ["A", "B", "C", "D", "E"];

/// Writes one table; `content` names the picture of a question, and `picture` gives its JPEG.
pub(crate) fn write(
    path: &Path,
    questions: &[&Question],
    multiple_choice: bool,
    split: Split,
    language: Language,
    content: impl Fn(&Question) -> String,
    picture: impl Fn(&str) -> io::Result<Vec<u8>>,
) -> io::Result<()> {
    let mut table = WriterBuilder::new()
        .delimiter(b'\t')
        .quote_style(QuoteStyle::Always)
        .has_headers(false)
        .from_writer(File::create_new(path)?);
    let mut header = vec!["index", "image", "question", "hint"];
    if multiple_choice {
        header.extend(LETTERS);
    }
    header.extend(["answer", "category", "l2-category", "split", "id", "form"]);
    table.write_record(&header)?;
    let mut first_with: BTreeMap<String, usize> = BTreeMap::new();
    let wanted = questions.iter().filter(|question| (question.form == Form::MultipleChoice) == multiple_choice);
    for (index, question) in (1..).zip(wanted) {
        let content = content(question);
        let image = match first_with.get(&content) {
            Some(first) => first.to_string(),
            None => {
                let jpeg = picture(&content)?;
                first_with.insert(content, index);
                base64::engine::general_purpose::STANDARD.encode(jpeg)
            }
        };
        let option = |place: usize| question.options.get(place).map(|option| option.text.get(language));
        let options: Vec<&str> = if multiple_choice {
            (0..LETTERS.len()).map(|place| option(place).unwrap_or_default()).collect()
        } else {
            Vec::new()
        };
        let answer = if multiple_choice { question.letters() } else { question.answer.get(language).to_owned() };
        table.serialize((
            index,
            image,
            question.text.get(language),
            "",
            options,
            answer,
            question.ability.title(),
            question.ability.half(),
            split.name(),
            &question.id,
            question.form,
        ))?;
    }
    table.flush()?;
    table.into_inner().map_err(|error| io::Error::other(error.to_string()))?.sync_all()
}
