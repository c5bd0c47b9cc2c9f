//! Finds the file that a line of the table means, and what folders and file names say of a photograph.

use std::collections::HashMap;
use std::path::Path;

use domain::photograph::{Capture, Distance};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization as _;

use super::cells;
use super::files::Found;

/// What names the subject of a file that the table does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SubjectFrom {
    /// The folder that it lies in.
    Folder,
    /// The file itself: each file is another subject.
    File,
}

/// What a line's file name led to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Match {
    One(usize),
    /// More than one could be meant.
    Several(Vec<usize>),
    None,
}

/// Files by what a table may call them.
pub(crate) struct Index {
    /// Whole paths, as they are, then without regard to case; then their ends, that is, with fewer leading folders.
    /// Then the same without extension.
    names: [HashMap<String, Vec<usize>>; 5],
    /// Leading folders that every line of the table has, and those of the folder itself.
    leading: Vec<String>,
}

fn tidy(path: &str) -> String {
    let path: String = path.nfc().collect::<String>().replace('\\', "/");
    path.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/")
}

fn without_extension(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !stem.ends_with('/') && extension.len() <= 5 => {
            if extension.contains('/') { path } else { stem }
        }
        _ => path,
    }
}

/// A path, and what is left of it when leading folders are taken away.
fn ends(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| path.split_once('/').map(|(_, rest)| rest))
}

impl Index {
    /// Of the files of `folder`, for a table whose lines name `named`.
    pub(crate) fn new(folder: &Path, files: &[Found], named: &[&str]) -> Self {
        let mut names: [HashMap<String, Vec<usize>>; 5] = Default::default();
        for (place, file) in files.iter().enumerate() {
            let path = tidy(&file.relative);
            let small = path.to_lowercase();
            names[0].entry(path).or_default().push(place);
            names[1].entry(small.clone()).or_default().push(place);
            names[3].entry(without_extension(&small).to_owned()).or_default().push(place);
            for end in ends(&small) {
                names[2].entry(end.to_owned()).or_default().push(place);
                names[4].entry(without_extension(end).to_owned()).or_default().push(place);
            }
        }
        let folders = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folders, _)| format!("{folders}/"));
        let named: Vec<String> = named.iter().map(|name| folders(&tidy(name))).collect();
        let mut common = named.first().cloned().unwrap_or_default();
        for other in &named {
            while !other.starts_with(&common) {
                let shorter = common.trim_end_matches('/').rsplit_once('/').map_or("", |(shorter, _)| shorter);
                common = if shorter.is_empty() { String::new() } else { format!("{shorter}/") };
            }
        }
        let own = tidy(&folder.to_string_lossy());
        let mut leading: Vec<String> = ends(&own).map(|end| format!("{end}/")).collect();
        leading.push(common);
        Self { names, leading: leading.into_iter().filter(|prefix| prefix.len() > 1).collect() }
    }

    /// The file that a name means. Leading folders are taken away only where all lines have them, or where they are
    /// those of the folder itself: `p1/a.jpg` never means `p2/a.jpg`.
    pub(crate) fn find(&self, name: &str) -> Match {
        let name = tidy(name);
        let shorter = self.leading.iter().filter_map(|prefix| name.strip_prefix(prefix.as_str()));
        for name in std::iter::once(name.as_str()).chain(shorter) {
            let small = name.to_lowercase();
            let stem = without_extension(&small);
            for (names, key) in self.names.iter().zip([name, &small, &small, stem, stem]) {
                match names.get(key).map(Vec::as_slice) {
                    None | Some([]) => {}
                    Some([one]) => return Match::One(*one),
                    Some(several) => return Match::Several(several.to_vec()),
                }
            }
        }
        Match::None
    }
}

/// Folders as they are usually nested: subject, then visit and distance.
pub(super) struct Folders {
    /// Which folder names the subject, from 0.
    subject: usize,
}

impl Folders {
    pub(super) fn of(files: &[Found]) -> Self {
        let all: Vec<Vec<&str>> = files.iter().map(|file| folders_of(&file.relative)).collect();
        let same = |level: usize| {
            let first = all.first().and_then(|folders| folders.get(level));
            first.is_some() && all.iter().all(|folders| folders.get(level) == first)
        };
        let below_is_a_subject = |level: usize| {
            all.iter()
                .all(|folders| folders.get(level + 1).is_some_and(|name| distance(name).is_none() && !is_visit(name)))
        };
        let mut subject = 0;
        // A folder around all of them names nobody.
        while same(subject) && below_is_a_subject(subject) {
            subject += 1;
        }
        Self { subject }
    }

    /// What the path says; `None` where nothing names the subject.
    pub(super) fn capture(&self, file: &Found, from: SubjectFrom) -> Option<Capture> {
        let folders = folders_of(&file.relative);
        let name = file.relative.rsplit('/').next().unwrap_or_default();
        let stem = file_stem(name);
        let words: Vec<&str> = stem.split(|letter: char| !letter.is_alphanumeric()).collect();
        let below = folders.get(self.subject + 1..).unwrap_or_default();
        let seen = below.iter().rev().chain(words.iter().rev()).find_map(|word| distance(word));
        let visit = match from {
            SubjectFrom::Folder => below.iter().find(|name| distance(name).is_none()),
            SubjectFrom::File => None,
        };
        let subject = match from {
            SubjectFrom::Folder => (*folders.get(self.subject)?).to_owned(),
            SubjectFrom::File => {
                let mut subject = stem;
                while let Some((start, _)) = subject
                    .rsplit_once(|letter: char| !letter.is_alphanumeric())
                    .filter(|(start, word)| !start.is_empty() && (word.is_empty() || distance(word).is_some()))
                {
                    subject = start;
                }
                subject.to_owned()
            }
        };
        let subject = cells::label(&subject).ok().flatten()?;
        Some(Capture { subject, visit: visit.map(|visit| visit.nfc().collect()), distance: seen, ..Capture::default() })
    }
}

fn file_stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

fn folders_of(relative: &str) -> Vec<&str> {
    let mut folders: Vec<&str> = relative.split('/').collect();
    folders.pop();
    folders
}

fn distance(word: &str) -> Option<Distance> {
    cells::distance(word).ok().flatten()
}

fn is_visit(name: &str) -> bool {
    let name = cells::fold(name);
    let numbered = ["visit", "v", "day", "week", "month", "t", "session", "访视", "就诊", "第"].iter().any(|word| {
        name.strip_prefix(word).is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
    });
    let dated = name.len() == 8 && name.bytes().all(|digit| digit.is_ascii_digit());
    numbered || dated || ["baseline", "followup", "基线", "随访", "初诊", "复诊"].contains(&name.as_str())
}

/// Why a subject's name should be looked at before it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SubjectWarning {
    /// It reads like the name of a person.
    Name,
    /// A date stands in it, perhaps of birth.
    Date,
    /// It is a term of the vocabulary: perhaps the folder is named by the disease.
    Term,
}

/// What is doubtful about a subject's name.
pub(super) fn doubt(subject: &str, terms: &std::collections::HashSet<String>) -> Option<SubjectWarning> {
    let groups: Vec<usize> =
        subject.split(|letter: char| !letter.is_ascii_digit()).map(str::len).filter(|digits| *digits > 0).collect();
    let dated =
        groups.contains(&8) || groups.windows(3).any(|three| matches!(three, [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4]));
    let words: Vec<&str> = subject.split([' ', ',', '_', '-', '.']).filter(|word| !word.is_empty()).collect();
    let han = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    let western = words.len() > 1
        && words.iter().filter(|word| word.chars().count() > 1 && word.chars().all(char::is_alphabetic)).count() > 1
        && !subject.chars().any(|letter| letter.is_ascii_digit());
    let chinese = (2..=4).contains(&subject.chars().count()) && subject.chars().all(han);
    if dated {
        Some(SubjectWarning::Date)
    } else if terms.contains(&cells::fold(subject)) {
        Some(SubjectWarning::Term)
    } else if western || chinese {
        Some(SubjectWarning::Name)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(paths: &[&str]) -> Vec<Found> {
        paths.iter().map(|path| Found { path: path.into(), relative: (*path).to_owned() }).collect()
    }

    #[test]
    fn lines_find_their_files_by_what_tables_call_them() {
        let files = found(&[
            "p1/IMG_001.jpg",
            "p2/IMG_002.JPG",
            "p2/img 3.heic",
            "Bra\u{308}une.jpg",
            "p3/same.jpg",
            "p4/same.jpg",
        ]);
        let find = |name: &str, all: &[&str]| Index::new(Path::new("/data/photos"), &files, all).find(name);
        for (name, place) in [
            ("p1/IMG_001.jpg", 0),
            ("./p1/IMG_001.jpg", 0),
            ("p1\\img_001.JPG", 0),
            ("IMG_001.jpg", 0),
            ("img_001", 0),
            ("p2/IMG_002", 1),
            ("IMG 3.jpg", 2),
            ("Br\u{e4}une.jpg", 3),
            ("photos/p1/IMG_001.jpg", 0),
            ("/data/photos/p1/IMG_001.jpg", 0),
            ("p4/same.jpg", 5),
        ] {
            assert_eq!(find(name, &[name, "other/x.jpg"]), Match::One(place), "{name}");
        }
        assert_eq!(find("same.jpg", &[]), Match::Several(vec![4, 5]));
        assert_eq!(find("p2/IMG_001.jpg", &["p2/IMG_001.jpg", "p1/x.jpg"]), Match::None);
        // A folder that all lines have in front of them.
        assert_eq!(find("C:/x/p1/IMG_001.jpg", &["C:/x/p1/IMG_001.jpg", "C:/x/p2/IMG_002.jpg"]), Match::One(0));
        assert_eq!(find("none.jpg", &[]), Match::None);
    }

    #[test]
    fn folders_tell_subject_visit_and_distance() {
        let told = |paths: &[&str]| {
            let files = found(paths);
            let folders = Folders::of(&files);
            let tell = |file| {
                folders
                    .capture(file, SubjectFrom::Folder)
                    .map(|it| (it.subject, it.visit.unwrap_or_default(), it.distance))
            };
            files.iter().map(tell).collect::<Vec<_>>()
        };
        let one = |subject: &str, visit: &str, distance| Some((subject.to_owned(), visit.to_owned(), distance));
        assert_eq!(
            told(&["Q001/visit1/a.jpg", "Q001/visit2/b.jpg", "Q004/near/1.jpg", "Q003/IMG far.jpg", "loose.jpg"]),
            [
                one("Q001", "visit1", None),
                one("Q001", "visit2", None),
                one("Q004", "", Some(Distance::Near)),
                one("Q003", "", Some(Distance::Far)),
                None
            ]
        );
        assert_eq!(told(&["all/Q1/a.jpg", "all/Q2/b.jpg"]), [one("Q1", "", None), one("Q2", "", None)]);
        assert_eq!(told(&["Q1/2024-01-02/a.jpg"]), [one("Q1", "2024-01-02", None)]);
        assert_eq!(told(&["farm/a.jpg", "b/nearby.jpg"]), [one("farm", "", None), one("b", "", None)]);
    }

    #[test]
    fn files_tell_their_subject_without_the_distance() {
        let files = found(&["x/S01_near.jpg", "S01 (far).jpg", "PAT_8_15.png"]);
        let told: Vec<_> = files
            .iter()
            .filter_map(|file| Folders::of(&files).capture(file, SubjectFrom::File))
            .map(|it| (it.subject, it.distance))
            .collect();
        let expected =
            [("S01".to_owned(), Some(Distance::Near)), ("S01".into(), Some(Distance::Far)), ("PAT_8_15".into(), None)];
        assert_eq!(told, expected);
    }

    #[test]
    fn names_dates_and_diseases_are_doubted() {
        let terms = std::collections::HashSet::from(["psoriasis".to_owned()]);
        for (subject, expected) in [
            ("Q001", None),
            ("PAT_8", None),
            ("subject 12", None),
            ("Doe Jane", Some(SubjectWarning::Name)),
            ("王小明", Some(SubjectWarning::Name)),
            ("Doe Jane 1957-03-02 left arm", Some(SubjectWarning::Date)),
            ("P19570302", Some(SubjectWarning::Date)),
            ("Psoriasis", Some(SubjectWarning::Term)),
        ] {
            assert_eq!(doubt(subject, &terms), expected, "{subject}");
        }
    }
}
