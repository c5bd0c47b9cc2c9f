//! A coordinator imports the files of a clinic: folders, and a workbook that is not made for us.

use std::fs;
use std::path::Path;

use fantoccini::key::Key;
use rust_xlsxwriter::Workbook;
use tests::people::COORDINATOR;
use tests::photographs;

use crate::story::Story;

/// Six photographs in folders of subjects, one of them not named by the workbook, and a workbook with a title, foreign
/// headers, a cell that nobody understands and a line too many.
fn clinic(folder: &Path) {
    let all = folder.join("all");
    let truths = photographs::write_all(&all, 99).expect("photographs");
    let photographs = folder.join("photographs");
    for (number, truth) in truths.iter().take(6).enumerate() {
        let subject = photographs.join(["Doe Jane", "P-2", "P-3"][number / 2]);
        fs::create_dir_all(&subject).expect("a folder");
        fs::copy(all.join(&truth.file), subject.join(format!("IMG_{number}.jpg"))).expect("a photograph");
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Skin clinic, spring 2026").expect("a title");
    let rows = [
        ["Patient ID", "Motiv", "Age", "Gender", "Fitspatrick", "Diagnosis"],
        ["Q-1", "img_0", "45", "女", "III-IV", "eczema"],
        ["Q-1", "IMG_1.jpg", "85+", "F", "3", "eczema"],
        ["Q-2", "IMG_2.jpg", "forty", "m", "unknown", "psoriasis"],
        ["Q-2", "IMG_3.jpg", "61", "m", "II", "psoriasis"],
        ["Q-3", "IMG_4.jpg", "30", "1", "V", "acne"],
        ["Q-4", "IMG_9.jpg", "30", "F", "V", "acne"],
    ];
    for (row, cells) in (2..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).expect("a cell");
        }
    }
    book.save(photographs.join("Liste.xlsx")).expect("a workbook");
}

#[tokio::test]
async fn a_workbook_of_a_clinic_is_understood_corrected_and_followed() {
    let story = Story::begin().await;
    let w = &story.window;
    clinic(story.folder.path());
    let photographs = story.folder.path().join("photographs");
    w.sign_in(COORDINATOR).await;
    w.click("nav-screening").await;
    w.click("import-open").await;
    // Half a path may be a whole drive: nothing is read while one types.
    w.fill("import-folder", "/").await;
    tokio::time::sleep(std::time::Duration::from_millis(900)).await;
    assert!(!w.is_there("import-preview").await && w.is_there("import-read").await);
    w.fill("import-folder", &photographs.to_string_lossy()).await;
    w.press(&String::from(char::from(Key::Enter))).await;
    // The workbook was found, its headers below the title, and the column of files by what stands in it.
    w.says("import-preview", "headers in line 3").await;
    w.says("import-preview", "“Motiv” was used").await;
    assert_eq!(w.text("import-sample").await.matches("Q-").count(), 5, "five photographs are understood");
    w.says("import-sample", "III–IV").await;
    w.says("import-absent", "1 line has no matching file").await;
    // Two cells must be corrected before anything is imported.
    w.says("import-cell-6-age", "forty").await;
    w.says("import-cell-8-sex", "1").await;
    assert_eq!(w.attribute("import-start", "disabled").await, "true");
    w.picture("import-cells-en-light").await;
    w.click_css("[data-testid=import-cell-6-age] input").await;
    w.press("40-49").await;
    w.press(&String::from(char::from(Key::Enter))).await;
    w.until(|| async { w.count("[data-testid=import-cell-6-age]").await == 0 }, "the age is understood").await;
    w.script("const select = document.querySelector('[data-testid=import-cell-8-sex] select'); select.value = 'female'; select.dispatchEvent(new Event('change', {bubbles: true}))").await;
    w.until(|| async { !w.is_there("import-cells").await }, "all cells are understood").await;
    // One photograph is in no line: it is left out, or its folder names its subject.
    w.says("import-left-out", "1 file is left out").await;
    w.click("import-subject-from-folder").await;
    w.says("import-sample", "P-3").await;
    w.click("import-subject-from-none").await;
    w.says("import-start", "Import 5 photographs").await;
    w.picture("import-en-light").await;
    w.click("import-start").await;
    w.says("import-result", "5 imported").await;
    w.says("import-reports", "2 imports so far").await;
    w.picture("import-done-en-light").await;

    // A corrected table is followed: what it changes is shown before and after. The folder is dropped on the window, which
    // opens what was closed.
    fs::write(photographs.join("manifest.csv"), "file;subject;age\r\nIMG_0.jpg;Q-1;46\r\nIMG_4.jpg;Q-5;30\r\n")
        .expect("a table");
    w.click("import-open").await;
    w.until(|| async { !w.is_there("import-folder").await }, "the import is closed").await;
    w.drop_files(&[&photographs]).await;
    w.says("import-changes", "2 photographs in the study will be updated").await;
    w.says("import-changes", "Q-3").await;
    w.says("import-start", "Update 2 photographs").await;
    w.picture("import-changes-en-light").await;
    w.click("import-start").await;
    w.says("import-result", "2 updated").await;

    // Without a table nothing is guessed; a doubtful pseudonym is changed before it is kept.
    let other = story.folder.path().join("other");
    fs::rename(&photographs, &other).expect("another folder");
    fs::remove_file(other.join("manifest.csv")).expect("no table");
    fs::remove_file(other.join("Liste.xlsx")).expect("no table");
    fs::copy(other.join("Doe Jane/IMG_0.jpg"), other.join("loose.jpg")).expect("a loose photograph");
    w.fill("import-folder", &other.to_string_lossy()).await;
    w.press(&String::from(char::from(Key::Enter))).await;
    w.says("import-preview", "What identifies the subject").await;
    assert_eq!(w.attribute("import-start", "disabled").await, "true");
    w.click("import-subject-from-folder").await;
    w.says("import-subjects", "reads like a person’s name").await;
    w.fill("import-subject-Doe Jane", "Q-1").await;
    w.press(&String::from(char::from(Key::Tab))).await;
    w.says("import-subjects", "instead of Doe Jane").await;
    w.click("frame-language").await;
    w.picture("import-subjects-zh-light").await;
    w.click("import-start").await;
    w.says("import-result", "1").await;
    story.window.close().await;
}
