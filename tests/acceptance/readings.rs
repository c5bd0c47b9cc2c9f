//! What is said of the synthetic photographs, and what nobody can say of any.

use std::collections::BTreeSet;

use app::Code;
use serde_json::json;
use tests::people::{FIRST, sign_in};
use tests::readings::{Slant, annotation};

use super::{imported, screen, submit};

#[test]
fn what_the_demo_says_of_its_pictures_is_complete_and_contradicts_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (app, study, truths, ids) = imported(folder.path());
    for id in ids.iter().step_by(3) {
        screen(&app, id, &json!({"decision": "accept"}));
    }
    app.call("photograph.assign", json!({"seed": 1})).unwrap();
    sign_in(&app, &study, FIRST).unwrap();
    let mut said = BTreeSet::new();
    for (truth, id) in truths.iter().zip(&ids).step_by(3) {
        let first = submit(&app, id, &annotation(truth, Slant::Exact)).unwrap();
        assert_eq!(first["hints"], json!([]), "{}", truth.subject);
        for slant in Slant::ALL {
            let reading = annotation(truth, slant);
            if slant != Slant::Cannot {
                for words in [&reading["reasoning"], &reading["treatment"]["text"]] {
                    assert!(said.insert(words.as_str().unwrap().to_owned()), "said twice: {words}");
                }
            }
            let draft = json!({"annotation": reading, "history": null, "active_seconds": 1});
            let amended = json!({"photograph": id, "draft": draft, "reason": "I looked again."});
            let amended = app.call("annotation.amend", amended).unwrap();
            assert_eq!(amended["hints"], json!([]), "{} {slant:?}", truth.subject);
        }
        let [first, swapped, apart] = [Slant::Exact, Slant::Swapped, Slant::Apart].map(|slant| {
            let ranked = annotation(truth, slant)["differential"].as_array().unwrap().clone();
            ranked.into_iter().map(|each| each["disease"].clone()).collect::<Vec<_>>()
        });
        assert_eq!([&swapped[0], &swapped[1]], [&first[1], &first[0]], "{}", truth.subject);
        assert!(apart.iter().all(|disease| !first.contains(disease)), "{}", truth.subject);
    }
}

#[test]
fn what_excludes_itself_is_not_submitted_and_names_lesion_and_field() {
    let folder = tempfile::tempdir().unwrap();
    let (app, study, truths, ids) = imported(folder.path());
    screen(&app, &ids[0], &json!({"decision": "accept"}));
    app.call("photograph.assign", json!({"seed": 1})).unwrap();
    sign_in(&app, &study, FIRST).unwrap();
    let mut contradictory = annotation(&truths[0], Slant::Exact);
    let values = contradictory["lesions"][1]["attributes"].as_array_mut().unwrap();
    values.push(json!("attribute.quantity.innumerable"));
    let refused = submit(&app, &ids[0], &contradictory).unwrap_err();
    assert_eq!(refused.code, Code::Contradiction);
    let several = ["attribute.quantity.several", "attribute.quantity.innumerable"];
    let named = json!([{"lesion": 2, "field": "lesion/2/attribute.quantity", "values": several}]);
    assert_eq!(refused.args["contradictions"], named);
    let kept = app.call("annotation.open", json!(ids[0])).unwrap();
    assert!(kept["draft"]["annotation"]["lesions"][1].to_string().contains("innumerable"), "it is kept as a draft");
    submit(&app, &ids[0], &annotation(&truths[0], Slant::Exact)).unwrap();
}
