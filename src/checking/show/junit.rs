//! JUnit: a suite a document, a failed case a finding; a document without findings is one case that passes.

use super::{Report, full, lines};
use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, Vec<TestCase>> = report.documents.iter().map(|d| (d.as_str(), Vec::new())).collect();
    for f in &report.findings {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        // the serializer leaves out colours
        status.set_message(lines::line(f)).set_type(f.what.as_str()).set_description(full::one(f));
        let mut case = TestCase::new(format!("{} {}", f.whereabouts(), f.title()), status);
        case.set_classname(f.rule.as_str());
        suites.entry(&f.doc).or_default().push(case);
    }
    let scores = report.failed.iter().map(|failed| {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(failed.to_string()).set_type("score");
        TestCase::new(failed.condition.group.to_string(), status)
    });
    let scores: Vec<TestCase> = scores.collect();
    if !scores.is_empty() {
        suites.insert("scores", scores);
    }
    let mut junit = Junit::new("factrow check");
    for (doc, cases) in suites {
        let mut suite = TestSuite::new(doc);
        if cases.is_empty() {
            suite.add_test_case(TestCase::new("as expected", TestCaseStatus::success()));
        }
        suite.add_test_cases(cases);
        junit.add_test_suite(suite);
    }
    junit.serialize(out).map_err(io::Error::other)
}
