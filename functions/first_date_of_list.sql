-- A date may hold a comma ('Jan 5, 2026'), so the shortest beginning that can be read is taken.
with sent as (
    select
        ltrim(left({{ function('json_text') }}(listed.element), 1000), {{ white_space_characters() }} || ',') as dates
    from
        jsonb_path_query(
            coalesce(nullif({{ function('json_array') }}(value), '[]'::jsonb), value), 'lax $[*][*][*]'
        ) with ordinality as listed (element, position_)
    where {{ function('json_text') }}(listed.element) is not null
    order by listed.position_
    limit 1
)

select
    case
        when {{ function('partial_date_text') }}(dates) is not null then dates
        when {{ function('partial_date_text') }}(split_part(dates, ',', 1)) is not null then split_part(dates, ',', 1)
        when {{ function('partial_date_text') }}(array_to_string((string_to_array(dates, ','))[1:2], ',')) is not null
            then array_to_string((string_to_array(dates, ','))[1:2], ',')
        else nullif(dates, '')
    end
from sent
