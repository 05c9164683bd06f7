//! Where a fact was read, and why.

use super::roles::Filler;
use super::sentence::{Placed, Sentence};
use super::trigger::Trigger;
use crate::dictionary::Frame;
use crate::document::{Part, Span};

/// From the first to the last thing that the fact was read from.
pub(crate) fn evidence(s: &Sentence<'_>, t: &Trigger, ends: &[Option<(usize, usize)>]) -> Span {
    let here = ends.iter().flatten().filter(|(a, b)| b > a && *a >= s.lo && *b <= s.hi);
    let (mut lo, mut hi) = (t.group, t.end);
    for (a, b) in here {
        lo = lo.min(*a);
        hi = hi.max(*b);
    }
    s.r.span(lo, hi)
}

pub(crate) fn derivation(
    s: &Sentence<'_>,
    frame: &Frame,
    t: &Trigger,
    subject: &Filler,
    object: Option<&Filler>,
    figures: &[(&str, Option<Placed>)],
) -> Vec<Part> {
    let part = |start: usize, end: usize, class: &str, value: String, source: String| Part {
        span: s.r.span(start, end.max(start + 1)),
        class: class.to_owned(),
        value,
        source,
    };
    let mut parts = vec![
        part(t.group, t.end, "frame", frame.id.to_string(), frame.source.to_string()),
        part(
            t.start,
            t.end,
            "trigger",
            format!("{:?}{}", t.form, if t.passive { ", passive" } else { "" }).to_lowercase(),
            t.word.and_then(|w| s.word(w)).map_or_else(|| format!(":{}", s.index), |w| w.source().to_string()),
        ),
        part(subject.start, subject.end, "subject", format!("{} ({})", subject.entity.name, subject.why), String::new()),
    ];
    if let Some(o) = object {
        parts.push(part(o.start, o.end, "object", format!("{} ({})", o.entity.name, o.why), String::new()));
    }
    for (name, p) in figures {
        if let Some(p) = p {
            parts.push(part(p.start, p.end, name, s.mentions[p.mention].value.to_string(), s.mentions[p.mention].rule.to_string()));
        }
    }
    parts
}
