//! Every example and near miss of every frame, through the public door.

use factrow::dictionary::Dictionary;
use factrow::{Document, Engine, Settings};

#[test]
fn frames_read_their_examples_and_nothing_of_their_near_misses() {
    let dictionary = Dictionary::builtin().unwrap_or_else(|e| panic!("{}", e[0]));
    let frames = dictionary.frames.clone();
    let engine = Engine::new(dictionary, Settings::default()).unwrap_or_else(|e| panic!("{}", e[0]));
    let read = |text: &str, lang: &str| {
        engine.extract(&Document { id: "example".into(), text: text.into(), lang: Some(lang.into()), ..Document::default() })
    };
    let mut wrong = Vec::new();
    for frame in &frames {
        for e in &frame.examples {
            let got: Vec<String> = read(&e.text, &e.lang).facts.iter().map(|f| format!("{f} ({})", f.rule)).collect();
            if !got.iter().any(|g| g.rsplit_once(" (").is_some_and(|(f, _)| f == e.value)) {
                wrong.push(format!("{} {}: {:?} must give {}, got {got:?}", frame.source, frame.id, e.text, e.value));
            }
        }
        for r in &frame.rejects {
            for f in read(&r.text, &r.lang).facts.iter().filter(|f| f.kind == frame.kind) {
                wrong.push(format!("{} {}: {:?} must not be read ({}), got {f} ({})", frame.source, frame.id, r.text, r.why, f.rule));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
