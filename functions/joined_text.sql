with item as (
    select
        {{ function('json_text') }}(listed.element) as word,
        listed.position_
    from
        jsonb_array_elements({{ function('json_array') }}(value))
        with ordinality as listed (element, position_)
)

select
    case
        when {{ function('json_array') }}(value) = '[]'::jsonb then nullif({{ function('json_text') }}(value), '[]')
        else (select string_agg(item.word, ', ' order by item.position_) from item)
    end
