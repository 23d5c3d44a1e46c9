-- Only a text is split at commas: an element of a list may hold one ("Security, Risk").
with piece as (
    select
        {{ function('clean_line') }}({{ function('json_text') }}(listed.element)) as word,
        listed.place
    from jsonb_path_query({{ function('json_array') }}(value), 'lax $[*][*]') with ordinality as listed (element, place)
    union all
    select
        {{ function('clean_line') }}(part.word) as word,
        part.place
    from
        unnest(string_to_array(left({{ function('json_text') }}(value), 8000), ','))
        with ordinality as part (word, place)
    where left({{ function('json_text') }}(value), 1) <> '['
)

select jsonb_agg(kept.word order by kept.place)
from (
    select
        piece.word,
        min(piece.place) as place
    from piece
    where piece.word is not null
    group by piece.word
) as kept
