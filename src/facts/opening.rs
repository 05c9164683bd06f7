//! Whether a sentence can open a frame at all, told by the kinds of its mentions and the classes of its words.

use super::opened::Needs;
use super::sentence::{Kinds, Sentence};
use crate::dictionary::{Frame, TriggerKind};
use crate::reading::lexemes::ClassSet;

/// What opens frames, frames that need the same amounts put together.
#[derive(Debug, Default)]
pub(crate) struct Opening(Vec<Group>);

#[derive(Debug)]
struct Group {
    needs: Needs,
    classes: ClassSet,
    mentions: Kinds,
}

impl Opening {
    pub(crate) fn of(frames: &[Frame]) -> Opening {
        let mut groups: Vec<Group> = Vec::new();
        for frame in frames.iter().filter(|f| f.trigger_kind != TriggerKind::Table) {
            let needs = Needs::of(frame);
            let known = groups.iter().position(|g| g.needs == needs).unwrap_or(groups.len());
            if known == groups.len() {
                groups.push(Group { needs, classes: ClassSet::default(), mentions: Kinds::default() });
            }
            groups[known].classes.add(&ClassSet::of(&frame.triggers));
            groups[known].mentions.add(frame.mention.into_iter().collect());
        }
        Opening(groups)
    }

    /// Whether any frame can be opened whose amounts are among the kinds of mention that the sentence has.
    pub(crate) fn fits(&self, s: &Sentence<'_>, here: Kinds) -> bool {
        self.0.iter().any(|g| g.needs.met_by(here) && (g.mentions.meets(here) || s.classes().meets(&g.classes)))
    }
}
