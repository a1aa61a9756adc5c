"""What points at one cell stays with the build; the public is told how many there are."""

from sources.single_cell import SingleCell, apart


def test_sentences_about_single_cells_are_counted_in_public_and_kept_apart() -> None:
    cells = [SingleCell("suspension", f"suspension.rate, school_district 09{n}, black: a number.") for n in range(2)]
    one = SingleCell("enrollment", "enrollment.count, school 7, two: suppressed.")
    public, private = apart(["no row for Elm", *cells, one])
    assert private == [*map(str, cells), str(one)]
    assert public[0] == "no row for Elm"
    assert [said.split(" Where")[0] for said in public[1:]] == [
        "suspension: the publisher's files disagree on 2 of its cells.",
        "enrollment: the publisher's files disagree on 1 of its cells.",
    ]
    for said in public[1:]:
        assert "problems.txt" in said
        assert not any(word in said for word in ("school_district", "09", "black", "two:"))


def test_nothing_to_keep_apart_changes_nothing() -> None:
    assert apart(["a", "b"]) == (["a", "b"], [])
