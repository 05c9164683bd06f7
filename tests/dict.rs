//! `factrow dict` as a process: lists in the layouts that their publishers use, well-formed and not.

use assert_cmd::Command;
use predicates::prelude::*;

fn dict() -> Command {
    let mut c = Command::cargo_bin("factrow").expect("the binary");
    c.arg("dict");
    c
}

fn import(format: &str, list: &str, more: &[&str]) -> (String, String) {
    let out = dict().args(["import", "--format", format, "-"]).args(more).write_stdin(list).assert().success();
    let out = out.get_output();
    (String::from_utf8_lossy(&out.stdout).into_owned(), String::from_utf8_lossy(&out.stderr).into_owned())
}

const HEADER: &str = "id,name,aliases,ambiguous,country,ticker,parent,sector\n";

#[test]
fn gleif_golden_copy() {
    let list = "\
\"LEI\",\"Entity.LegalName\",\"Entity.LegalName.xmllang\",\"Entity.OtherEntityNames.OtherEntityName.1\",\"Entity.OtherEntityNames.OtherEntityName.1.xmllang\",\"Entity.OtherEntityNames.OtherEntityName.1.type\",\"Entity.LegalAddress.Country\",\"Entity.HeadquartersAddress.Country\",\"Entity.EntityCategory\",\"Entity.EntityStatus\"
\"529900AAAABBBBCCCC01\",\"VLINDERHOF ROBOTICS B.V.\",\"nl\",\"Vlinderhof\",\"nl\",\"TRADING_OR_OPERATING_NAME\",\"NL\",\"BE\",\"GENERAL\",\"ACTIVE\"
\"529900AAAABBBBCCCC02\",\"Tussle Growth Fund II\",\"en\",\"\",\"\",\"\",\"LU\",\"LU\",\"FUND\",\"ACTIVE\"
\"529900AAAABBBBCCCC03\",\"Oldmoor Mills Limited\",\"en\",\"\",\"\",\"\",\"GB\",\"GB\",\"GENERAL\",\"INACTIVE\"
\"529900AAAABBBBCCCC04\",\"too few cells\"
\"529900AAAABBBBCCCC05\",\"Paris S.A.\",\"fr\",\"\",\"\",\"\",\"FR\",\"FR\",\"GENERAL\",\"ACTIVE\"
";
    let (out, err) = import("gleif", list, &[]);
    assert_eq!(
        out,
        format!(
            "{HEADER}lei-529900aaaabbbbcccc01,Vlinderhof Robotics,Vlinderhof Robotics B.V.|Vlinderhof,,BE,,,\n\
             lei-529900aaaabbbbcccc05,Paris,Paris S.A.,Paris,FR,,,\n"
        )
    );
    assert!(err.contains("5 records read, 2 companies written"), "{err}");
    assert!(err.contains("1 record refused: a malformed row"), "{err}");
    assert!(err.contains("1 record refused: a share class or investment fund"), "{err}");
    assert!(err.contains("1 form flagged as needing evidence: a place"), "{err}");
}

#[test]
fn sec_company_tickers() {
    let list = r#"{"0":{"cik_str":320193,"ticker":"AAPL","title":"Apple Inc."},"1":{"cik_str":9000001,"ticker":"DNVL","title":"DUNVALE PUMPS CORP /DE/"},"2":{"cik_str":9000001,"ticker":"DNVL-PA","title":"DUNVALE PUMPS CORP /DE/"},"3":{"cik_str":9000002,"ticker":"ZZ"}}"#;
    let (out, err) = import("sec", list, &[]);
    assert_eq!(out, format!("{HEADER}cik-9000001,Dunvale Pumps,Dunvale Pumps Corp,,,,,\n"));
    assert!(err.contains("1 record in the dictionary already"), "{err}");
    assert!(err.contains("1 record merged into an earlier row"), "{err}");
    let list =
        r#"{"fields":["cik","name","ticker","exchange"],"data":[[9000003,"Harrowgate Tin Ltd","HGT","NYSE"],[9000004,null,"X",null]]}"#;
    let (out, err) = import("sec", list, &[]);
    assert_eq!(out, format!("{HEADER}cik-9000003,Harrowgate Tin,Harrowgate Tin Ltd,,,NYSE:HGT,,\n"));
    assert!(err.contains("1 record refused: no name"), "{err}");
}

#[test]
fn wikidata_query_result() {
    let list = "item,itemLabel,itemAltLabel,countryCode,ticker,exchangeCode\n\
                http://www.wikidata.org/entity/Q990001,Karvelo,\"Karvelo Group, Karvelo Telecom SA\",fr,KRV,EPA\n\
                http://www.wikidata.org/entity/Q990001,Karvelo,,fr,KRV2,EPA\n\
                http://www.wikidata.org/entity/Q990002,Q990002,,de,,\n\
                nonsense,Nothing,,,,\n";
    let (out, err) = import("wikidata", list, &[]);
    assert_eq!(out, format!("{HEADER}wd-q990001,Karvelo,Karvelo Group|Karvelo Telecom SA|Karvelo Telecom,,FR,EPA:KRV,,\n"));
    assert!(err.contains("no label in the query's language"), "{err}");
}

#[test]
fn sirene_stock() {
    let list = "siren,statutDiffusionUniteLegale,sigleUniteLegale,denominationUniteLegale,denominationUsuelle1UniteLegale,nomUniteLegale,categorieJuridiqueUniteLegale,etatAdministratifUniteLegale\n\
                900000001,O,,FROMAGERIE DU VAL NOIR,,,5710,A\n\
                900000002,O,,,,DURAND,1000,A\n\
                900000003,O,CCVN,COMMUNAUTE DE COMMUNES DU VAL NOIR,,,7346,A\n\
                900000004,O,,SCIERIE BOURDALOUE SARL,,,5499,C\n";
    let (out, err) = import("sirene", list, &[]);
    assert_eq!(out, format!("{HEADER}siren-900000001,Fromagerie du VAL Noir,,,FR,,,\n"));
    assert!(err.contains("1 record refused: a person"), "{err}");
    assert!(err.contains("1 record refused: an institution"), "{err}");
    assert!(err.contains("1 record refused: no longer active"), "{err}");
}

#[test]
fn any_csv_by_its_columns() {
    let list = "Customer;Land;Also\nGrubenhagen Optik GmbH;de;GO-Optik/Grubenhagen\n;fr;\n";
    let more = ["--map", "name=Customer", "--map", "country=Land", "--map", "aliases=Also", "--separator", "/"];
    let (out, err) = import("csv", list, &more);
    assert_eq!(out, format!("{HEADER}grubenhagen-optik,Grubenhagen Optik,Grubenhagen Optik GmbH|GO-Optik|Grubenhagen,,DE,,,\n"));
    assert!(err.contains("1 record refused: no name"), "{err}");
    dict().args(["import", "--format", "csv", "-", "--map", "colour=Land"]).write_stdin(list).assert().code(2);
}

#[test]
fn what_is_no_list_is_exit_code_2() {
    dict()
        .args(["import", "--format", "gleif", "-"])
        .write_stdin("a,b\n1,2\n")
        .assert()
        .code(2)
        .stderr(predicate::str::contains("no column `LEI`"));
    dict().args(["import", "--format", "sec", "-"]).write_stdin("{\"0\":{").assert().code(2);
    dict().args(["import", "--format", "csv", "no/such/file.csv"]).assert().code(2).stderr(predicate::str::contains("no/such/file.csv"));
}

#[test]
fn built_in_rows_have_no_findings() {
    dict().arg("lint").assert().success().stdout("");
}

#[test]
fn lint_finds_and_fixes() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.csv");
    let rows = format!(
        "{HEADER}zed-mill,Zed Mill,ZED Mill|Zed  Mill Works,,GB,,,\nabel-paris,Paris,,,FR,,,\nBad Id,Quorl,,Other,France,X,nobody,\n"
    );
    std::fs::write(&file, rows).expect("a file");
    dict().arg("lint").arg(&file).assert().code(1).stdout(
        predicate::str::contains("alias `ZED Mill` says nothing new")
            .and(predicate::str::contains("rows are sorted by id"))
            .and(predicate::str::contains("`Paris` is also a place"))
            .and(predicate::str::contains("an id is of lower-case letters"))
            .and(predicate::str::contains("ambiguous `Other` is none of its forms"))
            .and(predicate::str::contains("there is no company `nobody`"))
            .and(predicate::str::contains("`X` is no EXCHANGE:SYMBOL")),
    );
    dict().args(["lint", "--fix"]).arg(&file).assert().code(1);
    let fixed = std::fs::read_to_string(&file).expect("the file");
    assert!(fixed.contains("abel-paris,Paris,,Paris,FR,,,\nzed-mill,Zed Mill,Zed Mill Works,,GB,,,\n"), "{fixed}");
}

#[test]
fn lookup_and_list() {
    dict()
        .args(["lookup", "societe generale sa"])
        .assert()
        .success()
        .stdout(predicate::str::contains("company Société Générale (societe-generale)"));
    dict().args(["lookup", "No Such Company"]).assert().success().stdout("");
    dict().args(["list", "--country", "mc"]).assert().success();
    dict().args(["list", "--products", "--sector", "ai"]).assert().success().stdout(predicate::str::contains("ChatGPT"));
}

#[test]
fn imported_companies_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.csv");
    let list = "name,country\nVlinderhof Robotics B.V.,NL\n";
    dict().args(["import", "--format", "csv", "-", "-o"]).arg(&file).write_stdin(list).assert().success();
    let mut extract = Command::cargo_bin("factrow").expect("the binary");
    let text = "Nothing tells that this is one but the list: we met Vlinderhof Robotics.";
    extract
        .args(["extract", "-", "--add"])
        .arg(&file)
        .write_stdin(text)
        .assert()
        .success()
        .stdout(predicate::str::contains("vlinderhof-robotics"));
}

/// Lists of companies and of words, with texts that need them.
fn lists(folder: &std::path::Path) -> [std::path::PathBuf; 2] {
    let companies = folder.join("mine.csv");
    let rows = "vlinderhof,Vlinderhof Robotics,Vlinderhof,,NL,AMS:VLI,,robotics\n\
                merle-noir,Merle Noir,Étés Merle-Noir SA,Merle Noir,FR,,vlinderhof,\n";
    std::fs::write(&companies, format!("{HEADER}{rows}")).expect("a file");
    let words = folder.join("words.csv");
    std::fs::write(&words, "surface,class,value\nzorkmid,currency,USD\nzorkmids,currency,USD\n").expect("a file");
    [companies, words]
}

const TEXT: &str = "Vlinderhof a racheté Merle Noir pour 3 millions de zorkmids. OpenAI lève 2 milliards de dollars. \
                    Les Etes Merle Noir SA emploient 40 personnes.";

fn mentions(add: &[&std::path::Path]) -> String {
    let mut c = Command::cargo_bin("factrow").expect("the binary");
    c.args(["extract", "-", "--table", "mentions"]);
    add.iter().for_each(|f| {
        c.arg("--add").arg(f);
    });
    let out = c.write_stdin(TEXT).assert().success();
    String::from_utf8_lossy(&out.get_output().stdout).into_owned()
}

fn build(files: &[&std::path::Path], output: &std::path::Path) {
    dict().arg("build").args(files).arg("-o").arg(output).assert().success();
}

#[test]
fn compiled_lists_read_as_the_lists_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let [companies, words] = lists(folder.path());
    let bin = folder.path().join("mine.bin");
    let from_lists = mentions(&[&companies, &words]);
    for found in ["vlinderhof,", "merle-noir,", "3000000,,USD", "openai,"] {
        assert!(from_lists.contains(found), "{found} is not in\n{from_lists}");
    }
    build(&[&companies, &words], &bin);
    assert_eq!(mentions(&[&bin]), from_lists);
    // whatever its name, and with more beside it
    let other = folder.path().join("half");
    build(&[&companies], &other);
    assert_eq!(mentions(&[&other, &words]), from_lists);
    build(&[&other, &words], &bin);
    assert_eq!(mentions(&[&bin]), from_lists);
    assert_ne!(mentions(&[]), from_lists);
}

#[test]
fn a_compiled_list_that_cannot_be_used_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let [companies, words] = lists(folder.path());
    let bin = folder.path().join("mine.bin");
    build(&[&companies], &bin);
    let whole = std::fs::read(&bin).expect("a file");
    let refused = |args: &[&std::path::Path], message: &str| {
        let mut c = Command::cargo_bin("factrow").expect("the binary");
        c.args(["extract", "-"]);
        args.iter().for_each(|f| {
            c.arg("--add").arg(f);
        });
        c.write_stdin(TEXT).assert().code(2).stdout("").stderr(predicate::str::contains(message).and(predicate::str::contains("mine.bin")));
    };
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole.clone();
        change(&mut bytes);
        std::fs::write(&bin, bytes).expect("a file");
    };
    for at in [16, 24, 31, 32, 5_000, whole.len() / 2, whole.len() - 1] {
        with(&|b| b[at] ^= 0x40);
        refused(&[&bin], "damaged");
    }
    for len in [32, 33, whole.len() / 2, whole.len() - 1] {
        with(&|b| b.truncate(len));
        refused(&[&bin], "damaged");
    }
    with(&|b| b.push(0));
    refused(&[&bin], "damaged");
    with(&|b| b[8] ^= 1);
    refused(&[&bin], "another version of factrow");
    for short in [&b""[..], b"factrow", b"id,name,aliases\n", &whole[..31]] {
        with(&|b| *b = short.to_vec());
        refused(&[&bin], "not a dictionary that `factrow dict build` has made");
    }
    with(&|_| {});
    let twice = folder.path().join("twice.bin");
    build(&[&words], &twice);
    refused(&[&twice, &bin], "only one compiled dictionary");
    std::fs::remove_file(&bin).expect("a file");
    refused(&[&bin], "No such file");
}

#[test]
fn a_list_that_cannot_be_compiled_leaves_the_old_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let (list, bin) = (folder.path().join("bad.csv"), folder.path().join("old.bin"));
    std::fs::write(&list, "surface,class,value\nzorkmid,no-such-class,USD\n").expect("a file");
    std::fs::write(&bin, "old").expect("a file");
    dict().arg("build").arg(&list).arg("-o").arg(&bin).assert().code(2).stderr(predicate::str::contains("bad.csv:2: unknown class"));
    assert_eq!(std::fs::read(&bin).expect("the old file"), b"old");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 2, "no temporary file stays");
}

#[test]
fn rows_of_weights_are_refused_by_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("names.csv");
    std::fs::write(&file, "# learned\nfeature,weight\nbias,0.5\n\"before,\",-1\nlegal,much\nbias,0.25\nlone\n").expect("a file");
    let mut extract = Command::cargo_bin("factrow").expect("the binary");
    extract.args(["extract", "-", "-o"]).arg(folder.path().join("out")).arg("--add").arg(&file).write_stdin("Nothing.");
    extract.assert().code(2).stderr(
        predicate::str::contains("names.csv:5: `much` is no weight: a number")
            .and(predicate::str::contains("names.csv:6: the feature `bias` is there twice"))
            .and(predicate::str::contains("names.csv:7: ")),
    );
}

#[test]
fn a_folder_without_weights_is_read_by_its_cues_alone() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let from = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
    let mut folders = vec![from.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").map(|e| e.expect("an entry").path()) {
            let to = dir.path().join(entry.strip_prefix(&from).expect("inside"));
            if entry.is_dir() && !entry.ends_with("weights") {
                std::fs::create_dir(&to).expect("a folder");
                folders.push(entry);
            } else if entry.is_file() {
                std::fs::copy(&entry, &to).expect("a file");
            }
        }
    }
    let text = "La start-up Ombelio lève 12,5 millions d'euros auprès de Partech.";
    let mut c = Command::cargo_bin("factrow").expect("the binary");
    let folder = dir.path().to_str().expect("a path");
    c.env_remove("FACTROW_DICTIONARIES").args(["explain", "-q", "--color", "never", "--read-as", "fr", "--dictionaries", folder, text]);
    let out = String::from_utf8_lossy(&c.assert().success().get_output().stdout).into_owned();
    assert!(out.contains("company Ombelio") && out.contains("funding: Ombelio") && !out.contains("speaks for"), "{out}");
}
