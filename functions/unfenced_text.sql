-- The first fenced block of a text, without the word that names its language; a text without fences as it is.
with parts as (
    select
        {{ function('clean_text') }}(value) as cleaned,
        split_part(value, '```', 2) as fenced
),

block as (
    select
        cleaned,
        case
            when
                fenced like E'%\n%'
                and translate(
                    lower(rtrim(split_part(fenced, E'\n', 1), E' \t\r')), 'abcdefghijklmnopqrstuvwxyz0123456789_+-', ''
                ) = ''
                then substr(fenced, length(split_part(fenced, E'\n', 1)) + 2)
            else fenced
        end as fenced
    from parts
)

select coalesce({{ function('clean_text') }}(fenced), {{ function('clean_text') }}(replace(cleaned, '```', '')))
from block
