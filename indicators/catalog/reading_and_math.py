"""Reading and math on the state's spring tests: third grade reading, eighth grade math, and the grades on the way to them."""

from indicators.catalog.spring_tests import Words, spring_test
from indicators.measure import Text

_READING = (
    spring_test(
        "reading",
        3,
        "early_reading",
        Words(
            Text("Are children reading well by third grade?", "¿Leen bien los niños en tercer grado?"),
            Text(
                "Up to third grade children learn to read. From then on they read to learn, in every subject.",
                "Hasta tercer grado los niños aprenden a leer. Desde ahí leen para aprender, en todas las materias.",
            ),
            Text(
                "Read with a child for twenty minutes a day, in any language. Ask the teacher which books fit.",
                "Lea con un niño veinte minutos al día, en cualquier idioma. Pregunte al maestro qué libros convienen.",
            ),
        ),
        kind="outcome",
    ),
    spring_test(
        "reading",
        4,
        "early_reading",
        Words(
            Text("Do children keep reading well in fourth grade?", "¿Siguen leyendo bien los niños en cuarto grado?"),
            Text(
                "Books get longer and words get harder in fourth grade. Help at this point still changes the path.",
                "En cuarto grado los libros son más largos y las palabras más difíciles. La ayuda en este momento aún cambia el camino.",
            ),
            Text(
                "Ask the school which children get extra help with reading, and how soon. Take a child to the library.",
                "Pregunte a la escuela qué niños reciben ayuda extra en lectura y cuándo empieza. Lleve a un niño a la biblioteca.",
            ),
        ),
    ),
    spring_test(
        "reading",
        5,
        "early_reading",
        Words(
            Text(
                "Are children strong readers when they leave grade school?",
                "¿Leen bien los niños al terminar la primaria?",
            ),
            Text(
                "In middle school each class asks for reading. Children who read with ease can take on all of them.",
                "En la escuela media cada clase pide leer. Los niños que leen con soltura pueden con todas.",
            ),
            Text(
                "Let children pick what they read, and talk about it. Ask the school for its summer reading plan.",
                "Deje que los niños elijan qué leer y hablen de ello. Pida a la escuela su plan de lectura de verano.",
            ),
        ),
    ),
    spring_test(
        "reading",
        6,
        "high_school",
        Words(
            Text(
                "Do students read well as they start middle school?",
                "¿Leen bien los estudiantes al empezar la escuela media?",
            ),
            Text(
                "A new school brings new teachers and more to read. Early help keeps a student in step with the class.",
                "Una escuela nueva trae maestros nuevos y más que leer. La ayuda temprana mantiene al estudiante al paso de la clase.",
            ),
            Text(
                "Ask how the school gets to know new sixth-graders as readers. Offer to host a book club.",
                "Pregunte cómo conoce la escuela a sus nuevos lectores de sexto grado. Ofrezca dirigir un club de lectura.",
            ),
        ),
    ),
    spring_test(
        "reading",
        7,
        "high_school",
        Words(
            Text(
                "Do students read well in the middle of middle school?",
                "¿Leen bien los estudiantes a mitad de la escuela media?",
            ),
            Text(
                "Seventh-graders read science, history and the news. Reading well helps them judge what is true.",
                "En séptimo grado se lee ciencia, historia y noticias. Leer bien ayuda a juzgar qué es cierto.",
            ),
            Text(
                "Share the news with a student and ask what they make of it. Ask the school for a place to read after class.",
                "Comparta las noticias con un estudiante y pregúntele qué piensa. Pida a la escuela un lugar para leer después de clase.",
            ),
        ),
    ),
    spring_test(
        "reading",
        8,
        "high_school",
        Words(
            Text(
                "Are students ready to read in high school?",
                "¿Están listos los estudiantes para leer en la secundaria?",
            ),
            Text(
                "Ninth grade classes are built on reading. Students who start strong pass more classes and finish on time.",
                "Las clases de noveno grado se basan en la lectura. Quienes empiezan fuertes aprueban más clases y terminan a tiempo.",
            ),
            Text(
                "Ask both schools what they tell each other about the move to ninth grade. Help a student plan the summer.",
                "Pregunte a ambas escuelas qué se comunican sobre el paso a noveno grado. Ayude a un estudiante a planear el verano.",
            ),
        ),
    ),
    spring_test(
        "reading",
        11,
        "high_school",
        Words(
            Text(
                "Did students read well enough for college or work in eleventh grade?",
                "¿Leían los estudiantes lo bastante bien para la universidad o el trabajo en undécimo grado?",
            ),
            Text(
                "There is one more year of high school to get ready. Students who meet this standard can start college classes.",
                "Queda un año de secundaria para prepararse. Quienes alcanzan esta norma pueden empezar clases de la universidad.",
            ),
            Text(
                "Ask the district for newer results of the SAT. Ask which classes help seniors who want to catch up.",
                "Pida al distrito resultados más nuevos del SAT. Pregunte qué clases ayudan a quienes quieren ponerse al día en el último año.",
            ),
        ),
    ),
)

_MATH = (
    spring_test(
        "math",
        3,
        "middle_math",
        Words(
            Text("Are children off to a good start in math?", "¿Empiezan bien los niños en matemáticas?"),
            Text(
                "Adding, taking away and first fractions carry all the math that comes later.",
                "Sumar, restar y las primeras fracciones sostienen todas las matemáticas que vienen después.",
            ),
            Text(
                "Count, cook and play cards with a child. Ask the teacher what comes next in class.",
                "Cuente, cocine y juegue a las cartas con un niño. Pregunte al maestro qué sigue en clase.",
            ),
        ),
    ),
    spring_test(
        "math",
        4,
        "middle_math",
        Words(
            Text(
                "Are children doing well in math in fourth grade?",
                "¿Van bien los niños en matemáticas en cuarto grado?",
            ),
            Text(
                "Fourth grade is about long numbers and fractions. What is missed here comes back in every later year.",
                "Cuarto grado trata de números largos y fracciones. Lo que aquí falta vuelve cada año.",
            ),
            Text(
                "Ask which children get extra time for math, and from whom. Share how you use math at work.",
                "Pregunte qué niños reciben más tiempo de matemáticas y con quién. Cuente cómo usa las matemáticas en su trabajo.",
            ),
        ),
    ),
    spring_test(
        "math",
        5,
        "middle_math",
        Words(
            Text(
                "Are children ready for math in middle school?",
                "¿Están listos los niños para las matemáticas de la escuela media?",
            ),
            Text(
                "Children who are sure of fractions by fifth grade find algebra much easier.",
                "A los niños seguros con las fracciones en quinto grado el álgebra les resulta mucho más fácil.",
            ),
            Text(
                "Ask how the school decides who goes into which math class next year. Start a math night.",
                "Pregunte cómo decide la escuela quién va a cada clase de matemáticas el próximo año. Organice una noche de matemáticas.",
            ),
        ),
    ),
    spring_test(
        "math",
        6,
        "middle_math",
        Words(
            Text(
                "Do students start middle school strong in math?",
                "¿Empiezan los estudiantes la escuela media fuertes en matemáticas?",
            ),
            Text(
                "Sixth grade brings rates and percents, the math of prices and pay. It also opens the door to algebra.",
                "Sexto grado trae tasas y porcentajes, las matemáticas de los precios y los sueldos. También abre la puerta al álgebra.",
            ),
            Text(
                "Ask what the school does in the first weeks when a student is unsure. Offer to tutor.",
                "Pregunte qué hace la escuela en las primeras semanas si un estudiante duda. Ofrézcase como tutor.",
            ),
        ),
    ),
    spring_test(
        "math",
        7,
        "middle_math",
        Words(
            Text("Are students on the way to algebra?", "¿Van los estudiantes camino al álgebra?"),
            Text(
                "One year before the end of middle school there is still time to help all students get to algebra.",
                "A un año de terminar la escuela media aún hay tiempo para ayudar a todos a llegar al álgebra.",
            ),
            Text(
                "Ask who takes algebra next year, and how others can join. Ask for math help after school.",
                "Pregunte quién llevará álgebra el próximo año y cómo pueden sumarse otros. Pida ayuda de matemáticas después de clase.",
            ),
        ),
    ),
    spring_test(
        "math",
        8,
        "middle_math",
        Words(
            Text(
                "Are students strong in math by eighth grade?",
                "¿Dominan los estudiantes las matemáticas en octavo grado?",
            ),
            Text(
                "Students strong in math now can take the high school classes that lead to college, trades and good pay.",
                "Quienes dominan las matemáticas ahora pueden llevar las clases de secundaria que abren la universidad, los oficios y un buen sueldo.",
            ),
            Text(
                "Ask the school board how many students take algebra in each school, and what it would take for more.",
                "Pregunte a la junta escolar cuántos estudiantes llevan álgebra en cada escuela y qué haría falta para que sean más.",
            ),
        ),
        kind="outcome",
    ),
    spring_test(
        "math",
        11,
        "high_school",
        Words(
            Text(
                "Did students know enough math for college or work in eleventh grade?",
                "¿Sabían los estudiantes bastantes matemáticas para la universidad o el trabajo en undécimo grado?",
            ),
            Text(
                "Students who meet this standard can start college math at once, which saves them time and money.",
                "Quienes alcanzan esta norma pueden empezar de una vez las matemáticas de la universidad, y así ahorran tiempo y dinero.",
            ),
            Text(
                "Ask the district for newer results of the SAT. Ask which math classes seniors can take.",
                "Pida al distrito resultados más nuevos del SAT. Pregunte qué clases de matemáticas hay en el último año.",
            ),
        ),
    ),
)

ENTRIES = (*_READING, *_MATH)
