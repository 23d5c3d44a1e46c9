{% macro create_classify_job_titles() -%}
    {#- Creates reference.classify_job_titles(text[]), which judges any titles as the model does. It reads seeds, so it is
        made when they have been loaded (post-hook) and not with the other functions, which must come before them. -#}
    {%- set schema = this.schema -%}
    create or replace function {{ schema }}.classify_job_titles(titles text[])
    returns table (
        title text, cleaned_job_title text, matched_job_function text, matched_seniority text, function_rule text,
        seniority_rule text, function_rules text[], seniority_rules text[]
    )
    language plpgsql stable parallel safe rows 100
    as $body$
    #variable_conflict use_column
    begin
        return query
        with asked as (
            select given.title, {{ schema }}.lookup_key(given.title) as title_key, given.position
            from unnest(titles) with ordinality as given (title, position)
        ),
        title as (
            select asked.title_key, string_to_array({{ schema }}.job_title_words(asked.title_key), ' ') as words
            from asked
            where asked.title_key is not null
            group by asked.title_key
        ),
        ruling as (
            with {{ job_title_rulings(schema ~ '.job_title_phrases', schema ~ '.job_title_rules') }}
        )
        select
            asked.title, {{ schema }}.clean_job_title(asked.title), coalesce(ruling.matched_job_function, 'Miscellaneous'),
            ruling.matched_seniority, coalesce(ruling.function_rule, 'unclassified'),
            coalesce(ruling.seniority_rule, 'unclassified'), coalesce(ruling.function_rules, '{}'),
            coalesce(ruling.seniority_rules, '{}')
        from asked
        left join ruling on asked.title_key = ruling.title_key
        order by asked.position;
    end
    $body$;
    comment on function {{ schema }}.classify_job_titles(text[]) is
        'Rank and function of any titles by the seeds job_title_rules and job_title_phrases, with the deciding rules.';
{%- endmacro %}
