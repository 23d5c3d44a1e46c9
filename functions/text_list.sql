-- A text is one element whatever commas it holds; only a JSON array is a list.
select
    case
        when value is not null
            then coalesce(
                jsonb_agg(
                    {{ function('clean_line') }}({{ function('json_text') }}(listed.element)) order by listed.position_
                ) filter (
                    where {{ function('clean_line') }}({{ function('json_text') }}(listed.element)) <> '[]'
                ),
                '[]'::jsonb
            )
    end
from jsonb_path_query(
    coalesce(nullif({{ function('json_array') }}(value), '[]'::jsonb), value), 'lax $[*][*][*]'
) with ordinality as listed (element, position_)
