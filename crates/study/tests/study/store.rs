//! A study's files do not depend on how it came about: threads, shards, stops.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::thread;

use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::Case;
use powderkeg_study::store::{
    COUNTS, Changes, Fault, FaultKind, Folder, Fresh, MANIFEST, Manifest, RUNS, SERIES, Saved, Series, merge,
};
use powderkeg_study::summary::Summary;
use tempfile::TempDir;

use crate::cases::built_in;

fn manifest(runs: u32, shard: &str, chunk: u32) -> Manifest {
    Manifest {
        version: "1".into(),
        scenario: "it".into(),
        scenario_path: None,
        scenario_hash: "ab".into(),
        changes: Changes::default(),
        plan: Plan { seed: 5, runs, shard: Shard::parse(shard).expect("a shard") },
        chunk,
    }
}

/// Goes on with a study, saving at most so many parts.
fn go_on(dir: &Path, case: &Case, manifest: &Manifest, most: usize, threads: usize) -> Result<Folder, Fault> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let folder = Folder::open(dir, manifest.clone(), case)?;
    for part in folder.missing()?.into_iter().take(most) {
        let courses = pool.install(|| case.courses(&manifest.plan, part.clone(), true, &|| {}));
        folder.save(&part, &courses)?;
    }
    Ok(folder)
}

fn whole(dir: &Path, case: &Case, manifest: &Manifest, threads: usize) -> Summary {
    go_on(dir, case, manifest, usize::MAX, threads).and_then(|folder| folder.finish()).expect("a study")
}

fn bytes(dir: &Path) -> Vec<Vec<u8>> {
    let mut names: Vec<PathBuf> =
        fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    names.sort();
    let files = [COUNTS, RUNS, SERIES, MANIFEST].map(|name| dir.join(name));
    assert_eq!(names, files, "these files and no others");
    files.iter().map(|path| fs::read(path).expect("a file")).collect()
}

#[test]
fn threads_and_shards_change_nothing() {
    // Runs that do not fall into equal parts, more than one step of the writer in the small scenario.
    for (name, runs, chunk) in [("first-steps", 1_100, 90), ("baikonur-2015", 15, 2)] {
        let case = built_in(name, &[]);
        let dir = TempDir::new().unwrap();
        let at = |name: &str| dir.path().join(name);
        let one = whole(&at("one"), &case, &manifest(runs, "1/1", chunk), 1);
        let two = whole(&at("two"), &case, &manifest(runs, "1/1", chunk), 2);
        assert_eq!(one, two);
        assert!(bytes(&at("one")) == bytes(&at("two")), "{name}: threads");
        let shards: Vec<PathBuf> = (1..=7).map(|k| at(&format!("shard{k}"))).collect();
        for (k, shard) in shards.iter().enumerate() {
            whole(shard, &case, &manifest(runs, &format!("{}/7", k + 1), chunk), 2);
        }
        // In whatever order they are named.
        let named: Vec<PathBuf> = shards.iter().rev().cloned().collect();
        let merged = merge(&named, &at("merged")).expect("a study");
        assert_eq!(merged.summary().expect("its rows"), one);
        assert!(bytes(&at("one")) == bytes(&at("merged")), "{name}: shards");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 10, "nothing else is left");
    }
}

#[test]
fn stopped_between_parts_and_inside_of_files_it_goes_on_to_the_same_bytes() {
    let case = built_in("first-steps", &[]);
    let dir = TempDir::new().unwrap();
    let (plain, stopped) = (dir.path().join("plain"), dir.path().join("stopped"));
    let manifest = manifest(60, "1/1", 4);
    let summary = whole(&plain, &case, &manifest, 2);
    let mut stops = 0;
    loop {
        let folder = go_on(&stopped, &case, &manifest, 1, 1).unwrap();
        let is_done = folder.missing().unwrap().is_empty();
        drop(folder);
        // What a kill leaves of a file that was being written.
        fs::write(stopped.join("parts/.unfinished-runs-0000000009.parquet"), "PAR1 half").unwrap();
        fs::write(stopped.join(".unfinished-runs.parquet"), "PAR1 half").unwrap();
        stops += 1;
        if is_done {
            break;
        }
    }
    assert_eq!(stops, 15);
    assert_eq!(whole(&stopped, &case, &manifest, 1), summary);
    assert!(bytes(&plain) == bytes(&stopped));
    // Again: nothing is left to do, and nothing changes.
    assert_eq!(whole(&stopped, &case, &manifest, 1), summary);
    assert!(bytes(&plain) == bytes(&stopped));
}

#[test]
fn killed_after_the_last_file_it_only_clears_up() {
    let case = built_in("first-steps", &[]);
    let dir = TempDir::new().unwrap();
    let (plain, stopped) = (dir.path().join("plain"), dir.path().join("stopped"));
    let manifest = manifest(8, "1/1", 4);
    whole(&plain, &case, &manifest, 1);
    drop(go_on(&stopped, &case, &manifest, 9, 1).unwrap());
    for name in [COUNTS, SERIES, RUNS] {
        // Each of these stops leaves one file more in its place, the parts still there.
        fs::copy(plain.join(name), stopped.join(name)).unwrap();
        if name != RUNS {
            assert!(go_on(&stopped, &case, &manifest, 9, 1).unwrap().missing().unwrap().is_empty());
        }
    }
    whole(&stopped, &case, &manifest, 1);
    assert!(bytes(&plain) == bytes(&stopped));
}

#[test]
fn every_row_is_its_run() {
    let case = built_in("baikonur-2015", &[]);
    let dir = TempDir::new().unwrap();
    let manifest = manifest(6, "2/2", 2);
    whole(dir.path(), &case, &manifest, 2);
    let saved = Saved::open(dir.path()).unwrap();
    assert_eq!(saved.columns, *case.columns());
    for run in 4..=6 {
        assert_eq!(saved.row(run).unwrap(), Some(case.course(&manifest.plan, run, false).row));
    }
    assert_eq!(saved.row(3).unwrap(), None);
}

#[test]
fn its_days_can_be_read_again() {
    let case = built_in("first-steps", &[]);
    let dir = TempDir::new().unwrap();
    let manifest = manifest(8, "1/1", 3);
    whole(dir.path(), &case, &manifest, 2);
    let courses = case.courses(&manifest.plan, 1..9, true, &|| ());
    let mut series = Series::new(case.columns());
    series.add(&courses);
    let read = Saved::open(dir.path()).unwrap().series().unwrap();
    assert_eq!(read, series);
    // Its outcome is whether the tunnel is dug: in the end in as many runs as rows say.
    let columns = case.columns();
    let dug = courses.iter().filter(|course| course.daily.last() == Some(&1.0)).count();
    assert!(dug > 0 && dug < 8);
    let shares = read.shares(columns, 0).expect("it is yes or no");
    assert_eq!((shares.len(), shares.last()), (columns.days as usize, Some(&(dug as f64 / 8.0))));
    let quantiles = read.quantiles(columns, 0);
    assert_eq!((quantiles.len(), quantiles[0]), (columns.days as usize, [0.0; 5]));
    assert!(read.shares(columns, 1).is_none() && read.quantiles(columns, 1).is_empty());
}

/// What is said of a study that is not to be gone on with, and that nothing changed.
fn refused(dir: &Path, case: &Case, manifest: &Manifest) -> String {
    let listing = || {
        let mut all = Vec::new();
        let mut folders = vec![dir.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    all.push((path.clone(), fs::read(path).expect("a file")));
                }
            }
        }
        all.sort();
        all
    };
    let before = listing();
    let Fault { message: reason, .. } = go_on(dir, case, manifest, 9, 1)
        .and_then(|folder| folder.finish().map(|_| ()))
        .expect_err("a refusal");
    assert!(listing() == before, "{reason}: and yet something changed");
    reason
}

#[test]
fn what_is_not_this_study_is_left_alone() {
    let case = built_in("first-steps", &[]);
    let dir = TempDir::new().unwrap();
    let ours = manifest(12, "1/1", 4);
    drop(go_on(dir.path(), &case, &ours, 2, 1).unwrap());
    let said = |manifest: &Manifest| refused(dir.path(), &case, manifest);
    assert!(said(&manifest(13, "1/1", 4)).contains("another study, its `runs` is 12, not 13"));
    assert!(said(&manifest(12, "1/2", 4)).contains("its `shard` is 1/1, not 1/2"));
    assert!(said(&manifest(12, "1/1", 5)).contains("its `chunk` is 4, not 5"));
    let forbidding = Manifest {
        changes: Changes { forbid: vec!["usa.raid".into()], ..Changes::default() },
        ..ours.clone()
    };
    assert!(said(&forbidding).contains("its `forbid` is []"));

    // A manifest edited by hand, with a command to match: the parts know better.
    let text = fs::read_to_string(dir.path().join(MANIFEST)).unwrap();
    fs::write(dir.path().join(MANIFEST), text.replace("runs = 12", "runs = 13")).unwrap();
    assert!(said(&manifest(13, "1/1", 4)).contains("belongs to another study than study.toml says"));
    fs::write(dir.path().join(MANIFEST), "seed = ").unwrap();
    assert!(said(&ours).contains("without a sound manifest"));
    fs::write(dir.path().join(MANIFEST), &text).unwrap();

    // A part cut short.
    let part = dir.path().join("parts/runs-0000000001.parquet");
    let whole_part = fs::read(&part).unwrap();
    for length in [0, 3, whole_part.len() / 2, whole_part.len() - 1] {
        fs::write(&part, &whole_part[..length]).unwrap();
        let reason = said(&ours);
        assert!(reason.contains("is damaged") && reason.contains("delete "), "{length}: {reason}");
    }
    fs::remove_file(&part).unwrap();
    drop(go_on(dir.path(), &case, &ours, 1, 1).unwrap());
    assert!(fs::read(&part).unwrap() == whole_part, "run again, it is the same");

    // Something else lies there.
    fs::write(dir.path().join("thesis.tex"), "mine").unwrap();
    assert!(said(&ours).contains("holds what no study wrote, `thesis.tex`"));
    let file = dir.path().join("thesis.tex");
    assert!(Folder::open(&file, ours, &case).is_err_and(|fault| fault.message.contains("thesis.tex")));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn a_study_that_lost_a_file_is_not_called_whole() {
    let case = built_in("first-steps", &[]);
    let dir = TempDir::new().unwrap();
    let (plain, maimed) = (dir.path().join("plain"), dir.path().join("maimed"));
    let ours = manifest(12, "1/1", 4);
    let summary = whole(&plain, &case, &ours, 1);
    let undisturbed = bytes(&plain);
    // A file cut short is named, with what to delete; once that is done, the same steps mend all.
    for (name, delete) in [(RUNS, RUNS), (COUNTS, RUNS), (SERIES, SERIES)] {
        whole(&maimed, &case, &ours, 1);
        let file = fs::read(maimed.join(name)).unwrap();
        fs::write(maimed.join(name), &file[..file.len() - 9]).unwrap();
        let reason = refused(&maimed, &case, &ours);
        let delete = maimed.join(delete);
        for said in [format!("{name} is damaged"), format!("delete {}, and", delete.display())] {
            assert!(reason.contains(&said), "{name}: {reason}");
        }
        fs::remove_file(&delete).unwrap();
        assert_eq!(whole(&maimed, &case, &ours, 1), summary);
        assert!(bytes(&maimed) == undisturbed, "{name}");
    }
    // So does a lost one, unless only runs can bring it back.
    fs::remove_file(maimed.join(SERIES)).unwrap();
    assert_eq!(whole(&maimed, &case, &ours, 1), summary);
    assert!(bytes(&maimed) == undisturbed);
    fs::remove_file(maimed.join(COUNTS)).unwrap();
    let reason = refused(&maimed, &case, &ours);
    assert!(reason.contains("counts.parquet is missing") && reason.contains("delete "), "{reason}");
    // Whoever only reads it is told the same.
    let runs = maimed.join(RUNS);
    fs::write(&runs, "PAR1 half").unwrap();
    let Fault { message: reason, .. } = Saved::open(&maimed).unwrap_err();
    assert!(reason.contains("is damaged") && reason.contains("delete "), "{reason}");
    // What bears another study's mark is no damage, and nothing to delete.
    fs::write(&runs, &undisturbed[1]).unwrap();
    let text = fs::read_to_string(maimed.join(MANIFEST)).unwrap();
    fs::write(maimed.join(MANIFEST), text.replace("seed = 5", "seed = 6")).unwrap();
    let Fault { kind, message: reason } = Saved::open(&maimed).unwrap_err();
    assert!(kind == FaultKind::Refused && !reason.contains("delete "), "{reason}");
}

#[test]
fn two_processes_do_not_work_in_one_folder() {
    let case = built_in("first-steps", &[]);
    let dir = TempDir::new().unwrap();
    let first = Folder::open(dir.path(), manifest(2, "1/1", 1), &case).unwrap();
    let second = Folder::open(dir.path(), manifest(2, "1/1", 1), &case);
    assert!(second.is_err_and(|fault| fault.message.contains("another process")));
    drop(first);
    assert!(Folder::open(dir.path(), manifest(2, "1/1", 1), &case).is_ok());
}

#[test]
fn of_those_that_begin_a_study_at_once_one_begins_it() {
    const PROCESSES: usize = 6;
    let case = built_in("first-steps", &[]);
    for _ in 0..20 {
        let dir = TempDir::new().unwrap();
        let (all_are_there, all_have_tried) = (Barrier::new(PROCESSES), Barrier::new(PROCESSES));
        let begin = || {
            all_are_there.wait();
            let folder = Folder::open(dir.path(), manifest(2, "1/1", 1), &case);
            all_have_tried.wait();
            folder.map(drop).map_err(|fault| fault.message)
        };
        let tried: Vec<_> = thread::scope(|scope| {
            let begun: Vec<_> = (0..PROCESSES).map(|_| scope.spawn(begin)).collect();
            begun.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let refused: Vec<_> = tried.into_iter().filter_map(Result::err).collect();
        assert_eq!(refused.len(), PROCESSES - 1, "{refused:?}");
        assert!(refused.iter().all(|message| message.contains("another process")), "{refused:?}");
    }
}

#[test]
fn only_the_shards_of_one_study_are_merged() {
    let case = built_in("first-steps", &[]);
    let dir = TempDir::new().unwrap();
    let at = |name: &str| dir.path().join(name);
    for (name, manifest) in [
        ("a", manifest(10, "1/2", 4)),
        ("b", manifest(10, "2/2", 4)),
        ("third", manifest(10, "2/3", 4)),
        ("longer", manifest(11, "2/2", 4)),
    ] {
        whole(&at(name), &case, &manifest, 1);
    }
    drop(go_on(&at("begun"), &case, &manifest(10, "2/2", 4), 1, 1).unwrap());
    fs::create_dir(at("full")).unwrap();
    fs::write(at("full/mine"), "mine").unwrap();
    for (names, out, said) in [
        (&["a", "a"][..], "out", "are both shard 1/2"),
        (&["a"], "out", "shards are missing: 2/2"),
        (&["a", "third"], "out", "a study is cut one way"),
        (&["a", "longer"], "out", "its `runs` is 11, not 10"),
        (&["a", "begun"], "out", "is not complete"),
        (&["a", "nowhere"], "out", "there is no study"),
        (&["a", "b"], "full", "is not empty"),
        (&["a", "b"], "full/mine", "cannot look into"),
    ] {
        let dirs: Vec<PathBuf> = names.iter().map(|name| at(name)).collect();
        let Fault { message: reason, .. } = merge(&dirs, &at(out)).unwrap_err();
        assert!(reason.contains(said), "{names:?}: {reason}");
        assert!(!at("out").exists());
    }
    // A shard cut short after its completion.
    let runs = at("b").join(RUNS);
    let text = fs::read(&runs).unwrap();
    fs::write(&runs, &text[..text.len() - 9]).unwrap();
    let Fault { message: reason, .. } = merge(&[at("a"), at("b")], &at("out")).unwrap_err();
    assert!(reason.contains("is damaged") && !at("out").exists(), "{reason}");
    assert_eq!(fs::read_to_string(at("full/mine")).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn shards_are_merged_into_what_a_link_leads_to() {
    let case = built_in("first-steps", &[]);
    let dir = TempDir::new().unwrap();
    let [one, disk, link] = ["one", "disk", "link"].map(|name| dir.path().join(name));
    whole(&one, &case, &manifest(4, "1/1", 4), 1);
    fs::create_dir(&disk).unwrap();
    std::os::unix::fs::symlink(&disk, &link).unwrap();
    merge(std::slice::from_ref(&one), &link).expect("a study");
    assert!(bytes(&disk) == bytes(&one) && link.is_symlink());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3, "nothing else is left");
}

/// A device that is always full stands in for the file that is next: what the system says is then what it says of a
/// full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_on_the_way_costs_nothing() {
    let case = built_in("first-steps", &[]);
    let dir = TempDir::new().unwrap();
    let (full, undisturbed) = (dir.path().join("full"), dir.path().join("undisturbed"));
    let ours = manifest(12, "1/1", 4);
    whole(&undisturbed, &case, &ours, 1);
    let fill = |name: &str| std::os::unix::fs::symlink("/dev/full", full.join(name)).expect("a link");
    let refused = |done: Result<(), Fault>| {
        let fault = done.expect_err("there is no room");
        assert_eq!(fault.kind, FaultKind::NoRoom, "{fault:?}");
    };
    let folder = go_on(&full, &case, &ours, 1, 1).expect("there is room");
    let part = folder.missing().expect("it is sound").remove(0);
    let courses = case.courses(&ours.plan, part.clone(), true, &|| {});
    for name in ["counts", "runs"] {
        fill(&format!("parts/.unfinished-{name}-{:010}.parquet", part.start));
        refused(folder.save(&part, &courses));
        assert_eq!(folder.missing().expect("it is sound").len(), 2, "the part is not half there");
    }
    drop(folder);
    let folder = go_on(&full, &case, &ours, usize::MAX, 1).expect("there is room again");
    for name in [COUNTS, SERIES, RUNS] {
        fill(&format!(".unfinished-{name}"));
        refused(folder.finish().map(drop));
    }
    folder.finish().expect("there is room again");
    drop(folder);
    assert!(bytes(&full) == bytes(&undisturbed));
}

/// The same for files that are written once, at the end of long work.
#[cfg(target_os = "linux")]
#[test]
fn what_does_not_fit_leaves_a_fresh_folder_as_it_was() {
    let case = built_in("first-steps", &[]);
    let dir = TempDir::new().unwrap();
    let place = dir.path().join("fresh");
    let rows = [case.course(&manifest(1, "1/1", 1).plan, 1, false).row];
    let texts = [("one.toml", "a = 1\n".to_string()), ("two.toml", "b = 2\n".to_string())];
    let fill = |fresh: &Fresh| fresh.fill((RUNS, &rows), (case.columns(), "it"), &texts);
    for name in [RUNS, "one.toml", "two.toml"] {
        let fresh = Fresh::open(&place).expect("it is empty");
        std::os::unix::fs::symlink("/dev/full", place.join(format!(".unfinished-{name}"))).expect("a link");
        let fault = fill(&fresh).expect_err("there is no room");
        assert_eq!(fault.kind, FaultKind::NoRoom, "{fault:?}");
        assert_eq!(fs::read_dir(&place).unwrap().count(), 0, "{name}");
    }
    fill(&Fresh::open(&place).expect("it is empty")).expect("there is room");
    assert_eq!(fs::read_dir(&place).unwrap().count(), 3);
    assert!(Fresh::open(&place).is_err_and(|fault| fault.kind == FaultKind::Refused));
}
