"""Where students from kindergarten to grade 12 go to school: public or private."""

from indicators.catalog.lines import everyone, lines
from indicators.catalog.survey_share import share, survey_share, told
from indicators.measure import Text

# B14002: kindergarten, grades 1 to 4, 5 to 8 and 9 to 12, three lines each of which the second is public; women 24 further down.
_LEVELS = (7, 10, 13, 16)
_BOYS, _GIRLS = list(_LEVELS), [n + 24 for n in _LEVELS]
_PUBLIC_BOYS, _PUBLIC_GIRLS = [n + 1 for n in _BOYS], [n + 1 for n in _GIRLS]

PUBLIC_SCHOOL = survey_share(
    id="public_school_share",
    name=Text("Students who go to public school", "Estudiantes que van a escuelas públicas"),
    question=Text("How many students do public schools reach?", "¿A cuántos estudiantes llegan las escuelas públicas?"),
    area="schools",
    kind="context",
    strength=True,
    universe=Text("students in kindergarten to grade 12", "estudiantes de kínder a grado 12"),
    better=None,
    formula=share(
        {
            "all": everyone(lines("B14002", [*_PUBLIC_BOYS, *_PUBLIC_GIRLS])),
            "sex": {"female": lines("B14002", _PUBLIC_GIRLS), "male": lines("B14002", _PUBLIC_BOYS)},
        },
        {
            "all": everyone(lines("B14002", [*_BOYS, *_GIRLS])),
            "sex": {"female": lines("B14002", _GIRLS), "male": lines("B14002", _BOYS)},
        },
    ),
    schemes=("sex",),
    class_breaks=(80.0, 85.0, 90.0, 95.0),
    **told(Text("students", "los estudiantes"), Text("went to public school", "iba a una escuela pública")),
    subtitle=Text(
        "Percent of students in kindergarten to grade 12 who go to public school",
        "Porcentaje de estudiantes de kínder a grado 12 que van a una escuela pública",
    ),
    why=Text(
        "School numbers on this site speak of public schools. This shows how many students they leave out.",
        "Los números escolares de este sitio hablan de escuelas públicas. Aquí se ve a cuántos estudiantes no incluyen.",
    ),
    cannot_tell=Text(
        "It does not say why a family chose a school. Charter and magnet schools are public.",
        "No dice por qué una familia eligió una escuela. Las escuelas chárter y magnet son públicas.",
    ),
    who_can_act=Text(
        "The school board decides what its schools offer. The state decides which schools get public money.",
        "La junta escolar decide qué ofrecen sus escuelas. El estado decide qué escuelas reciben dinero público.",
    ),
    what_can_be_done=Text(
        "Ask families who left what they were looking for. Tell the board what would bring them back.",
        "Pregunte a las familias que se fueron qué buscaban. Cuente a la junta qué las haría volver.",
    ),
    notes=Text(
        "Families say if the school is public. Children who learn at home count as private.",
        "Las familias dicen si la escuela es pública. Quienes estudian en casa cuentan como privada.",
    ),
    people=Text("students", "estudiantes"),
)

ENTRIES = (PUBLIC_SCHOOL,)
