//! What was meant by a word that is not known.

/// `; did you mean `amount`?`, if one of the known words is near enough.
pub(crate) fn did_you_mean<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<String> {
    nearest(word, known).map(|w| format!("; did you mean `{w}`?"))
}

/// The known word that differs in the fewest letters: one in three at most.
pub(crate) fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let distance = |w: &&str| strsim::damerau_levenshtein(&word.to_lowercase(), &w.to_lowercase());
    known.min_by_key(distance).filter(|w| distance(w) * 3 <= word.chars().count().max(3))
}
