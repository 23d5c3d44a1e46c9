{% macro people_in(list) -%}
    {#- The distinct people that a case study names, as a subquery: one row per name, each with the first job title and
        company that is given for it. Models spell the keys in several ways, part the name, or give it alone; one may
        stand without a list, and a list within a list. -#}
    select
        named.name_key,
        min(named.position) as position,
        (array_agg(named.full_name order by named.position))[1] as full_name,
        (array_agg(named.job_title order by named.position)
            filter (where named.job_title is not null and not {{ is_nobody('named.job_title') }}))[1] as job_title,
        (array_agg(named.company_name order by named.position)
            filter (where named.company_name is not null and not {{ is_nobody('named.company_name') }}))[1] as company_name
    from (
        select
            person.position,
            said.full_name,
            {{ function('customer_key') }}(said.full_name) as name_key,
            {{ function('clean_line') }}({{ function('json_text') }}(
                {{ function('json_at') }}(person.element, array['job_title', 'jobTitle', 'champion_job_title', 'title'])
            )) as job_title,
            {{ function('clean_line') }}({{ function('json_text') }}(
                {{ function('json_at') }}(person.element, array['company_name', 'companyName'])
            )) as company_name
        from
            jsonb_path_query(
                coalesce({{ function('json_object') }}({{ list }}), {{ function('json_array') }}({{ list }})), 'lax $[*][*]'
            )
            with ordinality as person (element, position)
        cross join lateral (
            select {{ function('clean_line') }}(coalesce(
                {{ function('json_text') }}(
                    {{ function('json_at') }}(
                        person.element, array['full_name', 'fullName', 'champion_full_name', 'name']
                    )
                ),
                nullif(concat_ws(
                    ' ',
                    {{ first_text_of('person.element', ['first_name', 'firstName']) }},
                    {{ first_text_of('person.element', ['last_name', 'lastName']) }}
                ), ''),
                -- First and last name; a word or a sentence is nobody's.
                substring({{ function('json_text') }}(
                    case when jsonb_typeof(person.element) = 'string' then person.element end
                ) from '^\S+ [^{[]{1,60}$')
            )) as full_name
        ) as said
    ) as named
    where named.name_key is not null and not {{ is_nobody('named.full_name') }}
    group by named.name_key
{%- endmacro %}
