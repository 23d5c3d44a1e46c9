with titles as (
    select
        {{ function('words_of_camel_case') }}(listed.term) as title,
        listed.place
    from jsonb_array_elements_text({{ function('term_list') }}(value)) with ordinality as listed (term, place)
),

distinct_titles as (
    select
        (array_agg(title order by place))[1] as title,
        min(place) as place
    from titles
    where title is not null
    group by lower(title)
)

select coalesce(jsonb_agg(title order by place), {{ function('term_list') }}(value)) from distinct_titles
