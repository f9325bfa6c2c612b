"""What loading prints: what is new, changed and gone, what was left out and masked."""

import json

from doors import SEED, querbezug


def test_what_comes_on_standard_input_is_kept_under_the_name_given_to_it(tmp_path):
    page = SEED.read_bytes()
    assert querbezug("load", "-", "--as", "seite", folder=tmp_path, stdin=page).returncode == 0
    again = json.loads(querbezug("load", "-", "--as", "seite", "--json", folder=tmp_path, stdin=page).stdout)
    assert [source["key"] for source in again["sources"]] == ["seite"]
    assert (again["added"], again["removed"]) == (0, 0)
    assert again["sources"][0]["now"]["Comment"] == 16
    assert querbezug("validate", "-", folder=tmp_path, stdin=page).returncode == 0


def test_the_report_counts_what_is_new_changed_and_gone(tmp_path):
    rows = ["id;titel;parent;farbe", "V;Verkehr;;", "V1;Radwege bauen;V;grün", "V2;Busse fahren öfter;V;rot"]
    table = tmp_path / "plan.csv"
    table.write_text("\n".join(rows), encoding="utf-8")
    assert "neu" in querbezug("load", "plan.csv", folder=tmp_path).stdout.decode().splitlines()[0]
    table.write_text(
        "\n".join([*rows[:2], "V1;Radwege jetzt bauen;V;grün", "V3;Ampeln;V;"]), encoding="utf-8"
    )
    shown = querbezug("load", "plan.csv", folder=tmp_path).stdout.decode()
    header, counts, *others = shown.splitlines()
    assert header.split() == ["Quelle", "Format", "Einträge", "neu", "geändert", "entfallen"]
    assert counts.split() == ["plan", "Plan-Tabelle", "4", "1", "1", "1"]
    assert "plan: neu: 1 × Maßnahme; geändert: 1 × Maßnahme; entfallen: 1 × Maßnahme" in others


def test_what_could_not_be_read_is_counted_told_and_reported(tmp_path):
    rows = ["id;titel;parent;farbe", "V;Verkehr;;", "V1;Radwege;V;grün", "V1;Doppelt;V;grün"]
    rows += ["V2;Herr Max Mustermann fährt Rad;V;"]
    (tmp_path / "plan.csv").write_text("\n".join(rows), encoding="utf-8")
    ended = querbezug("load", "plan.csv", "--report", "alles.jsonl", folder=tmp_path)
    header, counts = ended.stdout.decode().splitlines()[:2]
    assert header.split()[-2:] == ["unlesbar", "maskiert"]
    assert counts.split()[-2:] == ["1", "1"]
    told = ended.stderr.decode()
    assert "Nicht lesbar und deshalb nicht im Graphen: 1" in told
    assert "Unkenntlich gemachte Angaben zu Personen: 1" in told
    notices = [json.loads(line) for line in (tmp_path / "alles.jsonl").read_text("utf-8").splitlines()]
    assert [notice["row"] for notice in notices if notice["leftOut"]] == [4]
    assert "Mustermann" not in told + (tmp_path / "alles.jsonl").read_text("utf-8")
    strict = querbezug("load", "plan.csv", "--strict", "--store", tmp_path / "anders.db", folder=tmp_path)
    assert strict.returncode == 1
    assert "Eintrag 4" in strict.stderr.decode()
    assert not (tmp_path / "anders.db").exists()
