-- Null when it is no list, or holds something of which nothing can be read: that is never taken for an empty list.
with sent as (
    -- A list of one may come as its only entry.
    select
        case
            when jsonb_typeof(value) = 'array' or {{ function('json_entries') }}(value) = '[]' then value
            else {{ function('json_entries') }}(value)
        end as entries
    limit 1
),

listed as (
    select
        entry.position_,
        entry.element,
        jsonb_typeof(entry.element) as kind,
        case jsonb_typeof(entry.element)
            when 'string' then {{ function('json_text') }}(entry.element)
        end as said
    from sent
    cross join
        lateral jsonb_path_query({{ function('json_array') }}(sent.entries), 'lax $[*][*][*]')
        with ordinality as entry (element, position_)
),

told as (
    select
        position_,
        -- A text is an address, a title (in words), or what the first key is for.
        case
            when kind = 'object' then element
            when lower(said) like 'http%://%' then jsonb_build_object('url', said)
            when said like '% %' then jsonb_build_object('title', said)
            when said like '%/%' then jsonb_build_object('url', said)
            when said is not null then jsonb_build_object(coalesce(keys[1], 'title'), said)
        end as entry,
        case kind
            when 'object'
                then exists (
                    select 1 from unnest(keys) as known (name)
                    where {{ function('json_text') }}(element -> known.name) is not null
                )
            else said is not null
        end as is_readable,
        case kind
            when 'null' then true
            when 'string' then said is null
            when 'object'
                then not exists (
                    select 1
                    from
                        jsonb_each(case when kind = 'object' then element else '{}'::jsonb end)
                            as part (name, inner_value)
                    where
                        {{ function('json_text') }}(part.inner_value) is not null
                        or jsonb_typeof(part.inner_value) in ('array', 'object')
                )
            else false
        end as is_blank
    from listed
)

select
    case
        when {{ function('json_objects') }}((select sent.entries from sent)) is null then null
        when bool_or(is_readable) or bool_and(is_blank) is not false
            then coalesce(jsonb_agg(entry order by position_) filter (where entry is not null), '[]'::jsonb)
    end
from told
