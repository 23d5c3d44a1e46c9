-- Only for what holds no comma of its own: addresses and domains.
select {{ function('clean_text') }}(part.piece)
from
    jsonb_path_query(
        coalesce(nullif({{ function('json_array') }}(value), '[]'::jsonb), value), 'lax $[*][*][*]'
    ) with ordinality as listed (element, position_),
    unnest(string_to_array(left({{ function('json_text') }}(listed.element), 8000), ','))
    with ordinality as part (piece, place)
where {{ function('clean_text') }}(part.piece) is not null
order by listed.position_, part.place
limit 1
