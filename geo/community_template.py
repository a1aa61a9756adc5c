"""The first community.toml of a place, with a comment for each thing a data manager has to fill in."""

import re
import unicodedata
from collections.abc import Sequence

TEMPLATE = """# {name}: what Flashlight needs to know about this community.
# Lines that begin with # are notes or examples. Take the # away to use an example, and put your own values in.
name = {name_text}
slug = "{slug}"                       # short name in addresses: small letters, digits, hyphens
state = "{state}"                         # two digits (Census state code), as text
languages = [{languages}]             # "en", "es"; the first is shown first

# Whom readers write to when a number seems to tell something about one person: an e-mail address, or a page (https://...).
# contact = "data@example.org"

# The places every neighborhood is shown beside. A GEOID may change between Census vintages:
# geoid = {{ "2018-2021" = "...", "2022-" = "..." }}. Find GEOIDs at https://www.census.gov/library/reference/code-lists/ansi.html
[places.state]
level = "state"
geoid = "{state}"

# [places.city]
# name = {name_text}
# level = "county_subdivision"        # or "county"
# geoid = "{state}00100000"               # county subdivision: 10 digits (state, county, subdivision)

# [places.region]
# level = "county"
# geoid = "{state}001"

# Your neighborhoods: GeoJSON (EPSG:4326), one feature each, with the properties id ("fair-haven") and name ("Fair Haven").
[neighborhoods]
boundaries = "neighborhoods.geojson"
source = "who drew these boundaries, and when"

# Which part of each Census tract lies in which neighborhood: a CSV with the columns neighborhood_id, tract_geoid, weight.
# Weights of a tract sum to at most 1. Tracts changed in 2020: vintages to 2019 need a file of their own.
[[neighborhoods.crosswalk]]
file = "tracts_2020_to_neighborhoods.csv"
vintages = "2020-"
tract_column = "tract_geoid"
weight_basis = "households"           # what the weights were made from: households, population or area

# School districts: leaid is the national id (https://nces.ed.gov/ccd/districtsearch), state_code the state's own.
[schools]
districts = []
# districts = [{{ name = "... School District", leaid = "{state}00000", state_code = "0000000" }}]

# Census survey years (ACS 5-year, by last year). Those before 2021 need a free key: https://api.census.gov/data/key_signup.html
[vintages]
acs5 = [{vintages}]

# Further areas to show. ZIP code areas from vintage 2020 on; names are yours.
# [[areas]]
# level = "zcta"
# geoids = ["00000"]
# [[areas]]
# level = "county_subdivision"        # all towns of a county
# county = "{state}001"

# A partner's own numbers: `flashlight partner template` writes the table of totals to fill in, with --participants a list of people
# (kind = "participants"), which is added up and never kept. `flashlight partner check` reads either, `partner list` the agreements.
# [[partners]]
# id = "elm_tutors"
# name = "Elm Tutors"
# kind = "aggregate"                  # or "participants"
# file = "elm-tutors.csv"
# licence = "what others may do with the numbers"
# [partners.agreement]
# title = "name and day of the written agreement"
# purpose = "what the numbers are used for"
# authorization = "who has approved the project, and when"
# ferpa = "studies"                   # or audit_or_evaluation, school_official, directory_information, consent, not_education_records
# from = 2026-07-01
# until = 2030-06-30                  # after this day nothing of the file is shown, in releases served before either
# destroy_by = 2030-12-31             # by this day no copy of the file is left
# audience = "public"                 # or "partners": then nothing of it is in a release
# redistribution = true               # false: shown on pages, in no download
# update_frequency = "every July"
# dissemination = "what may be told to whom, in which form"
# contacts = ["name, role, e-mail"]

# Goals your partnership has set, in the measure's unit.
# [[goals]]
# measure = "chronic_absence"
# group = "all"
# target = 10.0
# by = 2030
# set_by = "who set it, and when"

# What stands behind a curve, dated and signed.
# [[notes]]
# measure = "chronic_absence"
# day = 2024-09-03
# text = {{ en = "Every school got a bus aide.", es = "Cada escuela recibió un ayudante de autobús." }}
# signed = "who says so"

# School years told together where one is too small; 2 or 3, for a measure with counts.
# [pooled]
# graduation_4yr = 3

# Points for the map: a transit agency's GTFS feed, or a table that a declaration beside this file describes.
# [[layers]]
# id = "bus_stops"
# kind = "gtfs"
# name = {{ en = "bus stops", es = "paradas de autobús" }}
# publisher = "the agency"
# licence = "its terms"
# url = "https://..."

[privacy]
minimum_count = 10                    # may be stricter (higher), never looser
# assume_public = "already_public.csv"  # numbers that others have printed about the same people, so that they cover nothing
#   columns: measure, level, geoid, scheme, group, year, quantity (part, others, size), low, high, by
"""


def template(
    name: str, state: str, *, languages: Sequence[str] = ("en", "es"), vintages: Sequence[int] = (2021, 2022, 2023)
) -> str:
    """Text of a community.toml that reads as it stands once the boundaries and the crosswalk it names are in the folder."""
    return TEMPLATE.format(
        name=" ".join(name.split()),
        name_text=_quoted(" ".join(name.split())),
        slug=slug_of(name),
        state=state,
        languages=", ".join(f'"{lang}"' for lang in languages),
        vintages=", ".join(str(vintage) for vintage in vintages),
    )


def slug_of(name: str) -> str:
    """Short name for addresses: "Peña's Corner" becomes "penas-corner"; "community" when nothing is left."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))) or "community"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
