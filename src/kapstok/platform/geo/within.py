"""Searching in GeoJSON (longitude and latitude, EPSG:4326) with PostgreSQL's own geometry: conditions on `{g}`, the
geometry of row `{t}`, with `{v}` for what `geojson.area` makes of a polygon."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

_POINTS = 'strict $.** ? (@.type() == "array" && @[0].type() == "number")'
_LINES = 'strict $.** ? (@.type() == "array" && @[0].type() == "array" && @[0][0].type() == "number")'
_POINT = "point((p->>0)::float8, (p->>1)::float8)"
_SHAPE = (
    "(SELECT '(' || string_agg('(' || (p->>0) || ',' || (p->>1) || ')', ',') || ')' "
    "FROM jsonb_array_elements(l) p)::polygon"
)
_OUTSIDE = "(SELECT ({v}::text[])[5]::polygon)"  # read once, not for every row
_HOLES = "unnest(({v}::text[])[6:])"
# The value is a list: the four sides of the box around the polygon, its first ring, its holes. Every point is in the
# first ring and in no hole; lines and areas also between their points. A MultiPoint is points without lines.
_INSIDE = f"""NOT EXISTS (
SELECT 1 FROM jsonb_path_query({{g}}, '{_POINTS}') p WHERE NOT ({_POINT} <@ {_OUTSIDE})
OR EXISTS (SELECT 1 FROM {_HOLES} h WHERE {_POINT} <@ h::polygon))
AND ({{g}}->>'type' = 'MultiPoint' OR NOT EXISTS (
SELECT 1 FROM jsonb_path_query({{g}}, '{_LINES}') l WHERE NOT ({_SHAPE} <@ {_OUTSIDE})
OR EXISTS (SELECT 1 FROM {_HOLES} h WHERE {_SHAPE} && h::polygon)))"""
# With nothing but the GeoJSON itself.
WITHIN_UNBOXED = f"(jsonb_typeof({{g}}) = 'object' AND {_INSIDE})"
# The south-west of row `{t}` lies in the box: what is not so lies not in the polygon, and an index knows it.
BEGINS_WITHIN = """{t}.min_x >= ({v}::text[])[1]::float8 AND {t}.min_x <= ({v}::text[])[3]::float8
AND {t}.min_y >= ({v}::text[])[2]::float8 AND {t}.min_y <= ({v}::text[])[4]::float8"""
# With the box of the row in columns, which comes first.
WITHIN = f"""({BEGINS_WITHIN}
AND {{t}}.max_x <= ({{v}}::text[])[3]::float8
AND {{t}}.max_y <= ({{v}}::text[])[4]::float8 AND CASE WHEN {{g}}->>'type' = 'Point'
THEN point({{t}}.min_x, {{t}}.min_y) <@ {_OUTSIDE} AND NOT EXISTS (
SELECT 1 FROM {_HOLES} h WHERE point({{t}}.min_x, {{t}}.min_y) <@ h::polygon)
ELSE {_INSIDE} END)"""
