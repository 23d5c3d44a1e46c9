-- A comma between the digits of a number parts nothing; a piece that is only a legal suffix belongs to the name before it.
with pieces as (
    select
        outer_position * 1000000 + inner_position as position_,
        inner_position = 1 as starts_line,
        btrim(piece, {{ white_space_characters() }}) as piece
    from
        regexp_split_to_table(left(value, 200000), '[;\n\r\u2028\u2029]+') with ordinality as lines (line, outer_position),
        regexp_split_to_table(line, ',(?!(?<=\d,)\d{3}(?!\d))') with ordinality as parts (piece, inner_position)
),

parted as (
    select
        position_,
        starts_line,
        case
            when starts_line then regexp_replace(piece, '^(?:[-*•●·]|\d{1,3}[.)])\s+', '')
            else regexp_replace(piece, '^and\s+', '', 'i')
        end as piece,
        -- 'Inc. and Globex' after a comma: the suffix of one name, then another name.
        case
            when not starts_line and {{ function('is_legal_suffix') }}(split_part(regexp_replace(piece, '\s+and\s+', E'\n', 'i'), E'\n', 1))
                then nullif(split_part(regexp_replace(piece, '\s+and\s+', E'\n', 'i'), E'\n', 2), '')
        end as next_name
    from pieces
    where piece <> ''
),

names as (
    select position_, 1 as half, not starts_line and {{ function('is_legal_suffix') }}(head) as is_suffix, head as name
    from (
        select
            position_,
            starts_line,
            case when next_name is null then piece else left(piece, length(split_part(regexp_replace(piece, '\s+and\s+', E'\n', 'i'), E'\n', 1))) end as head
        from parted
    ) as heads
    union all
    select position_, 2, false, next_name from parted where next_name is not null
),

grouped as (
    select
        position_,
        half,
        name,
        sum(case when is_suffix then 0 else 1 end) over (order by position_, half) as name_number
    from names
),

joined as (
    select
        name_number,
        {{ function('clean_line') }}({{ function('trim_final_dot') }}(string_agg(name, ', ' order by position_, half))) as name
    from grouped
    group by name_number
),

first_of_each as (
    select distinct on ({{ function('customer_key') }}(name)) name_number, name
    from joined
    where name is not null
    order by {{ function('customer_key') }}(name), name_number
)

select
    case when value is not null then coalesce(array_agg(name order by name_number), '{}') end
from first_of_each
