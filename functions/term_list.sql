-- Only an empty list says that there is nothing; what is blank or no list says nothing.
with given as (
    select
        value = '[]'::jsonb or translate({{ function('json_text') }}(value), ' ', '') = '[]' as is_empty,
        {{ function('text_list') }}(value) as terms
),

listed as (
    select
        entry.term,
        entry.place,
        jsonb_typeof(value) = 'string' and jsonb_array_length(given.terms) = 1 as is_one_text
    from given
    cross join lateral jsonb_array_elements_text(given.terms) with ordinality as entry (term, place)
    where jsonb_typeof(value) in ('array', 'string') and not coalesce(given.is_empty, false)
),

-- Words with commas between them are a list where one is camelCase or none begins with a capital; 'VP, Sales' is one.
pieces as (
    select
        listed.place,
        part.place as part_place,
        {{ function('clean_line') }}(part.term) as term
    from listed
    cross join lateral unnest(
        case
            when
                listed.is_one_text and listed.term ~ '^[A-Za-z][A-Za-z0-9]*(?: ?, ?[A-Za-z][A-Za-z0-9]*)+ ?,?$'
                and (listed.term !~ '(?:^|, ?)[A-Z]' or listed.term ~ '\m[a-z]+[A-Z]')
                then string_to_array(listed.term, ',')
            else array[listed.term]
        end
    ) with ordinality as part (term, place)
),

distinct_terms as (
    select
        (array_agg(term order by place, part_place))[1] as term,
        min(array[place, part_place]) as first_place
    from pieces
    where term is not null
    group by lower(term)
)

select
    coalesce(
        jsonb_agg(term order by first_place),
        (
            select '[]'::jsonb from given
            where given.is_empty
        )
    )
from distinct_terms
