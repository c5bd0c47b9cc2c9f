//! Folders and tables as people have them, through to the photographs of the study.

use std::fs;
use std::path::Path;

use app::{App, Code};
use serde_json::{Value, json};
use tests::people::create_study;

use crate::app;

/// A small photograph that no other number gives.
fn photograph(number: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(96, 64, |x, y| {
        let wave = (f64::from(x * (u32::from(number) + 3) + y * 7) / 23.0).sin() * 60.0 + 150.0;
        image::Rgb([wave as u8, (wave * 0.7) as u8, (wave * 0.6) as u8])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// A folder with photographs of these names and an open study beside it.
fn place(names: &[&str]) -> (tempfile::TempDir, App, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (app, pictures) = (app(folder.path()), folder.path().join("pictures"));
    create_study(&app, &folder.path().join("study"), "Files as they come").unwrap();
    for (number, name) in (1..).zip(names) {
        write(&pictures, name, photograph(number));
    }
    (folder, app, pictures)
}

/// Subject, age, sex and skin type of every photograph, by subject.
fn captures(app: &App) -> Vec<(String, Value, Value, Value)> {
    let listed = app.call("photograph.list", Value::Null).unwrap();
    let capture = |one: &Value| {
        let capture = &one["capture"];
        let subject = capture["subject"].as_str().unwrap().to_owned();
        (subject, capture["age_years"].clone(), capture["sex"].clone(), capture["fitzpatrick"].clone())
    };
    let mut captures: Vec<_> = listed.as_array().unwrap().iter().map(capture).collect();
    captures.sort_by(|one, other| one.0.cmp(&other.0));
    captures
}

fn import(app: &App, folder: &Path) -> Value {
    app.call("photograph.import", json!({"folder": folder})).unwrap()
}

fn paths<'a>(list: &'a Value, reason: &str) -> Vec<(&'a str, &'a str)> {
    let text = |value: &'a Value| value.as_str().unwrap();
    list.as_array().unwrap().iter().map(|one| (text(&one["path"]), text(&one[reason]))).collect()
}

#[test]
fn tables_are_read_as_spreadsheet_programs_write_them() {
    let plain = "file,subject,visit,distance,age,sex,fitzpatrick,modality\r\na.jpg,Q001,1,near,45,F,III,clinical\r\nb.jpg,Q002,1,far,61,M,IV,clinical\r\n";
    let utf16 = [b"\xFF\xFE".to_vec(), plain.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes).collect()];
    let dialects: Vec<(&str, Vec<u8>)> = vec![
        ("manifest.csv", plain.into()),
        ("manifest.csv", format!("\u{feff}{}", plain.replace(',', ";")).into()),
        ("manifest.csv", format!("sep=;\r\n{}", plain.replace(',', ";")).into()),
        ("manifest.csv", utf16.concat()),
        ("manifest.csv", format!("Dermatology study 2026,,,,,,,\r\n{plain}").into()),
        ("manifest.csv", format!("{plain},,,,,,,\r\n,,,,,,,\r\n").into()),
        ("Manifest.CSV", plain.into()),
        ("metadata of the clinic.tsv", plain.replace(',', "\t").into()),
        ("../beside.csv", plain.into()),
    ];
    for (name, table) in dialects {
        let (_folder, app, pictures) = place(&["a.jpg", "b.jpg"]);
        write(&pictures, name, &table);
        let report = import(&app, &pictures);
        assert_eq!((&report["imported"], &report["left_out"]), (&json!(2), &json!([])), "{name}");
        let expected = [
            ("Q001".to_owned(), json!(45), json!("female"), json!(3)),
            ("Q002".to_owned(), json!(61), json!("male"), json!(4)),
        ];
        assert_eq!(captures(&app), expected, "{name}");
    }
}

#[test]
fn a_workbook_is_read_from_the_sheet_that_tells_of_photographs_or_the_one_that_was_chosen() {
    let (_folder, app, pictures) = place(&["PAT_1.png", "PAT_2.png"]);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Readme").unwrap();
    sheet.write(0, 0, "Nothing about photographs").unwrap();
    let sheet = book.add_worksheet().set_name("Fotos").unwrap();
    sheet.write(0, 0, "Hautklinik 2026").unwrap();
    for (column, header) in ["patient_id", "img_id", "age", "gender", "fitspatrick", "diagnostic"].iter().enumerate() {
        sheet.write(2, column as u16, *header).unwrap();
    }
    for (row, name) in [(3_u32, "PAT_1.png"), (4, "PAT_2.png")] {
        sheet.write(row, 0, f64::from(row)).unwrap();
        sheet.write(row, 1, name).unwrap();
        sheet.write(row, 2, 45.0).unwrap();
        sheet.write(row, 3, "FEMALE").unwrap();
        sheet.write(row, 4, 3.0).unwrap();
        sheet.write(row, 5, "BCC").unwrap();
    }
    write(&pictures, "list.xlsx", book.save_to_buffer().unwrap());
    let chosen = json!({"folder": pictures, "table": pictures.join("list.xlsx"), "sheet": "Readme"});
    assert_eq!(app.call("import.preview", chosen).unwrap()["table"]["sheet"], "Readme");
    let input = json!({"folder": pictures, "keep_notes": true});
    let preview = app.call("import.preview", input.clone()).unwrap();
    let table = &preview["table"];
    assert_eq!((&table["sheets"], &table["sheet"]), (&json!(["Readme", "Fotos"]), &json!("Fotos")));
    assert_eq!((&table["header_line"], &table["unused"]), (&json!(3), &json!(["diagnostic"])));
    assert_eq!((&preview["photographs"], &preview["sample"][0]["line"]), (&json!(2), &json!(4)));
    app.call("photograph.import", input).unwrap();
    let listed = app.call("photograph.list", Value::Null).unwrap();
    assert_eq!((&listed[0]["capture"]["subject"], &listed[0]["capture"]["age_years"]), (&json!("3"), &json!(45)));
    assert_eq!(listed[0]["capture"]["notes"], json!({"diagnostic": "BCC"}));
}

#[test]
fn all_cells_that_are_not_understood_are_named_at_once_with_their_lines_and_choices() {
    let (_folder, app, pictures) = place(&["a.jpg", "b.jpg", "c.jpg", "d.jpg"]);
    let table = "file,subject,age,sex,fitzpatrick\r\n\r\na.jpg,Q001,45 y,F,unknown\r\nb.jpg,Q002,old,1,IV\r\nc.jpg,Q003,85+,男,III-IV\r\nd.jpg,,45.5,M,9\r\n";
    write(&pictures, "manifest.csv", table);
    let error = app.call("photograph.import", json!({"folder": pictures})).err().unwrap();
    assert_eq!(error.code, Code::TableCells);
    let cells = error.args["cells"].as_array().unwrap();
    let told: Vec<_> = cells
        .iter()
        .map(|cell| json!([cell["line"], cell["column"], cell["value"], cell["problem"], cell["choices"]]))
        .collect();
    let expected = [
        json!([4, "age", "old", "age", []]),
        json!([4, "sex", "1", "word", ["female", "male", "other"]]),
        json!([6, "subject", "", "empty", []]),
        json!([6, "age", "45.5", "age", []]),
        json!([6, "fitzpatrick", "9", "skin_type", ["1", "2", "3", "4", "5", "6"]]),
    ];
    assert_eq!(told, expected);
    assert_eq!(app.call("photograph.list", Value::Null).unwrap(), json!([]), "nothing was imported");
    let corrections = json!([
        {"line": 4, "field": "age", "value": ""}, {"line": 4, "field": "sex", "value": "female"},
        {"line": 6, "field": "file", "value": ""},
    ]);
    let report = app.call("photograph.import", json!({"folder": pictures, "cells": corrections})).unwrap();
    assert_eq!(paths(&report["left_out"], "reason"), [("d.jpg", "no_row")]);
    let expected = [
        ("Q001".to_owned(), json!(45), json!("female"), json!(null)),
        ("Q002".to_owned(), json!(null), json!("female"), json!(4)),
        ("Q003".to_owned(), json!({"from": 85, "to": 120}), json!("male"), json!({"from": 3, "to": 4})),
    ];
    assert_eq!(captures(&app), expected);
}

#[test]
fn files_and_lines_that_do_not_fit_are_named_and_nothing_is_guessed() {
    let (_folder, app, pictures) =
        place(&["Doe Jane 1957-03-02 left arm.jpg", "a.jpg", "sub/b.jpg", "sub/c.jpg", "Bra\u{308}une.jpg"]);
    write(&pictures, "manifest.csv", "file,subject\nA.JPG,Q001\nmissing.jpg,Q002\nb,Q003\nBr\u{e4}une.jpg,Q004\n");
    let report = import(&app, &pictures);
    assert_eq!(report["imported"], 3);
    assert_eq!(report["absent"], json!([{"line": 3, "file": "missing.jpg"}]));
    let left = [("Doe Jane 1957-03-02 left arm.jpg", "no_row"), ("sub/c.jpg", "no_row")];
    assert_eq!(paths(&report["left_out"], "reason"), left);
    let subjects: Vec<_> = captures(&app).into_iter().map(|capture| capture.0).collect();
    assert_eq!(subjects, ["Q001", "Q003", "Q004"]);
}

#[test]
fn without_a_table_somebody_says_what_names_the_subjects() {
    let (_folder, app, pictures) =
        place(&["Q001/visit1/a.jpg", "Q001/visit2/b.jpg", "Q004/near/1.jpg", "Doe Jane/x.jpg", "loose.jpg"]);
    let refused = app.call("photograph.import", json!({"folder": pictures})).err().unwrap();
    assert_eq!(refused.code, Code::SubjectsUnknown);
    let by_folder = json!({"folder": pictures, "subject_from": "folder", "subjects": {"Doe Jane": "Q009"}});
    let preview = app.call("import.preview", by_folder.clone()).unwrap();
    let told: Vec<_> = preview["subjects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["named"], one["subject"], one["visits"], one["photographs"], one["warning"]]))
        .collect();
    let expected = [
        json!(["Doe Jane", "Q009", [], 1, null]),
        json!(["Q001", "Q001", ["visit1", "visit2"], 2, null]),
        json!(["Q004", "Q004", [], 1, null]),
    ];
    assert_eq!(told, expected);
    let report = app.call("photograph.import", by_folder).unwrap();
    assert_eq!(paths(&report["left_out"], "reason"), [("loose.jpg", "no_subject")]);
    let subjects: Vec<_> = captures(&app).into_iter().map(|capture| capture.0).collect();
    assert_eq!(subjects, ["Q001", "Q001", "Q004", "Q009"]);
}

#[test]
fn a_later_table_corrects_what_it_says_and_nothing_else() {
    let (_folder, app, pictures) = place(&["a.jpg", "b.jpg"]);
    write(&pictures, "manifest.csv", "file,subject,age,sex\na.jpg,Q001,45,F\nb.jpg,Q001,45,F\n");
    import(&app, &pictures);
    write(&pictures, "manifest.csv", "file,subject,age,sex\na.jpg,Q001,54,\nb.jpg,Q002,45,M\n");
    let preview = app.call("import.preview", json!({"folder": pictures})).unwrap();
    let change = |change: &Value| json!([change["file"], change["field"], change["before"], change["after"]]);
    let expected = [
        json!(["a.jpg", "age", 45, 54]),
        json!(["b.jpg", "subject", "Q001", "Q002"]),
        json!(["b.jpg", "sex", "female", "male"]),
    ];
    assert_eq!(preview["known"], 2);
    assert_eq!(preview["changes"].as_array().unwrap().iter().map(change).collect::<Vec<_>>(), expected);
    let report = import(&app, &pictures);
    assert_eq!((&report["imported"], &report["duplicates"]), (&json!(0), &json!(2)));
    assert_eq!(report["updated"].as_array().unwrap().iter().map(change).collect::<Vec<_>>(), expected);
    let expected = [
        ("Q001".to_owned(), json!(54), json!("female"), json!(null)),
        ("Q002".to_owned(), json!(45), json!("male"), json!(null)),
    ];
    assert_eq!(captures(&app), expected);
    let record = app.call("record.list", json!({"after": null, "limit": 100})).unwrap();
    let kinds: Vec<_> = record.as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "photograph.described").count(), 2, "an entry each: {kinds:?}");
    assert_eq!(import(&app, &pictures)["updated"], json!([]), "a table is followed once");
}

#[test]
fn one_picture_is_not_of_two_subjects() {
    let (_folder, app, pictures) = place(&["p1/x.jpg"]);
    write(&pictures, "p2/x.jpg", photograph(1));
    write(&pictures, "manifest.csv", "file,subject\np1/x.jpg,Q001\np2/x.jpg,Q002\n");
    let report = import(&app, &pictures);
    assert_eq!(
        (&report["imported"], paths(&report["refused"], "code")),
        (&json!(1), vec![("p2/x.jpg", "other_subject")])
    );
}

#[test]
fn a_contradiction_stays_one_when_the_folder_is_imported_again() {
    let (_folder, app, pictures) = place(&["p1/x.jpg"]);
    write(&pictures, "p2/x.jpg", photograph(1));
    write(&pictures, "manifest.csv", "file,subject\np1/x.jpg,Q001\np2/x.jpg,Q002\n");
    import(&app, &pictures);
    let preview = app.call("import.preview", json!({"folder": pictures})).unwrap();
    assert_eq!((&preview["known"], &preview["changes"]), (&json!(2), &json!([])));
    let again = import(&app, &pictures);
    assert_eq!(
        (paths(&again["refused"], "code"), &again["updated"]),
        (vec![("p2/x.jpg", "other_subject")], &json!([]))
    );
    assert_eq!(captures(&app)[0].0, "Q001");
}

#[test]
fn a_later_table_says_nothing_of_the_subject_where_only_the_folder_does() {
    let (_folder, app, pictures) = place(&["Doe/a.jpg"]);
    app.call("photograph.import", json!({"folder": pictures, "subject_from": "folder"})).unwrap();
    app.call("subject.rename", json!({"subject": "Doe", "name": "Q1", "merge": false})).unwrap();
    write(&pictures, "manifest.csv", "file,age\na.jpg,45\n");
    let report = app.call("photograph.import", json!({"folder": pictures, "subject_from": "folder"})).unwrap();
    assert_eq!(report["updated"].as_array().unwrap().len(), 1);
    assert_eq!(captures(&app)[0], ("Q1".to_owned(), json!(45), Value::Null, Value::Null));
}

#[test]
fn what_came_of_an_import_stays_by_path_and_can_be_saved() {
    let (folder, app, pictures) = place(&["A/2.jpg"]);
    for name in ["A/IMG_0001.JPG", "B/IMG_0001.JPG", "C/IMG_0001.JPG"] {
        write(&pictures, name, "not a photo");
    }
    write(&pictures, "@eaDir/A/thumb.jpg", photograph(9));
    let by_folder = json!({"folder": pictures, "subject_from": "folder"});
    app.call("photograph.import", by_folder.clone()).unwrap();
    app.call("photograph.import", by_folder).unwrap();
    let kept = app.call("import.list", Value::Null).unwrap();
    let kept = kept.as_array().unwrap();
    assert_eq!(kept.len(), 2);
    for (report, imported) in [(&kept[0]["report"], 0), (&kept[1]["report"], 1)] {
        assert_eq!(report["imported"], imported);
        let refused: Vec<_> = paths(&report["refused"], "code").into_iter().map(|(path, _)| path).collect();
        assert_eq!(refused, ["A/IMG_0001.JPG", "B/IMG_0001.JPG", "C/IMG_0001.JPG"]);
        assert_eq!(paths(&report["left_out"], "reason"), [("@eaDir", "system_folder")]);
    }
    let saved = app.call("import.save", json!({"id": kept[0]["id"], "folder": folder.path()})).unwrap();
    let text = fs::read_to_string(saved.as_str().unwrap()).unwrap();
    assert!(text.contains("refused,B/IMG_0001.JPG,unsupported_format,"), "{text}");
    assert!(text.contains("duplicate,A/2.jpg,,"), "{text}");
}

#[test]
fn a_template_lists_the_files_and_is_read_again() {
    let (_folder, app, pictures) = place(&["a.jpg", "p/b.jpg"]);
    let path = app.call("import.template", json!({"folder": pictures})).unwrap();
    let text = fs::read_to_string(path.as_str().unwrap()).unwrap();
    assert_eq!(
        text,
        "\u{feff}file,subject,visit,distance,age,sex,fitzpatrick,modality\na.jpg,,,,,,,\np/b.jpg,,,,,,,\n"
    );
    let preview = app.call("import.preview", json!({"folder": pictures})).unwrap();
    assert_eq!(preview["bad_cells"].as_array().unwrap().len(), 2, "the subjects are to be filled in");
    fs::write(path.as_str().unwrap(), text.replace(".jpg,", ".jpg,Q1")).unwrap();
    assert_eq!(import(&app, &pictures)["imported"], 2);
}

#[test]
fn a_missing_column_is_one_thing_to_choose_and_not_an_error_on_every_line() {
    let (_folder, app, pictures) = place(&["a.jpg", "b.jpg"]);
    write(&pictures, "manifest.csv", "Datei;Kennung;Alter;Geschlecht\na.jpg;Q1;45;w\nb.jpg;Q2;unbekannt;m\n");
    let preview = app.call("import.preview", json!({"folder": pictures})).unwrap();
    assert_eq!((&preview["bad_cells"], &preview["photographs"]), (&json!([]), &json!(0)));
    assert_eq!(preview["table"]["columns"], json!({"file": 0, "age": 2, "sex": 3}));
    let refused = app.call("photograph.import", json!({"folder": pictures})).err().unwrap();
    assert_eq!(refused.code, Code::SubjectsUnknown);
    app.call("photograph.import", json!({"folder": pictures, "columns": {"subject": 1}})).unwrap();
    let subjects: Vec<_> = captures(&app).into_iter().map(|capture| (capture.0, capture.1)).collect();
    assert_eq!(subjects, [("Q1".to_owned(), json!(45)), ("Q2".to_owned(), Value::Null)]);
}

#[test]
fn of_several_tables_one_is_chosen() {
    let (_folder, app, pictures) = place(&["a.jpg"]);
    write(&pictures, "one.csv", "file,subject\na.jpg,Q1\n");
    write(&pictures, "two.csv", "file,subject\na.jpg,Q2\n");
    write(&pictures, "other.csv", "budget,2026\nrent,3\n");
    let preview = app.call("import.preview", json!({"folder": pictures})).unwrap();
    assert_eq!(preview["undecided_tables"], json!([pictures.join("one.csv"), pictures.join("two.csv")]));
    assert_eq!(app.call("photograph.import", json!({"folder": pictures})).err().unwrap().code, Code::SeveralTables);
    let chosen = json!({"folder": pictures, "table": pictures.join("two.csv")});
    assert_eq!(app.call("photograph.import", chosen).unwrap()["imported"], 1);
    assert_eq!(captures(&app)[0].0, "Q2");
}

#[test]
fn a_subject_is_renamed_by_entries_and_not_merged_by_chance() {
    let (_folder, app, pictures) = place(&["Doe/a.jpg", "Doe/b.jpg", "Q1/c.jpg"]);
    app.call("photograph.import", json!({"folder": pictures, "subject_from": "folder"})).unwrap();
    let rename =
        |to: &str, merge: bool| app.call("subject.rename", json!({"subject": "Doe", "name": to, "merge": merge}));
    assert_eq!(rename("Q1", false).err().unwrap().code, Code::SubjectThere);
    assert_eq!(rename(" ", false).err().unwrap().code, Code::Incomplete);
    assert_eq!(rename("Q2", false).unwrap()["photographs"], 2);
    let subjects: Vec<_> = captures(&app).into_iter().map(|capture| capture.0).collect();
    assert_eq!(subjects, ["Q1", "Q2", "Q2"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_does_not_stop_an_import() {
    let (_folder, app, pictures) = place(&["p/a.jpg"]);
    assert!(std::process::Command::new("mkfifo").arg(pictures.join("pipe.jpg")).status().unwrap().success());
    let report = app.call("photograph.import", json!({"folder": pictures, "subject_from": "folder"})).unwrap();
    assert_eq!(
        (&report["imported"], paths(&report["left_out"], "reason")),
        (&json!(1), vec![("pipe.jpg", "not_a_file")])
    );
}
