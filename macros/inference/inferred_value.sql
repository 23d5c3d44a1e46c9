{% macro inferred_value(given) -%}
    {#- What an answer means by the type of its question; null when it is none of the values that the question knows.
        Reads the columns attribute, answer_type, said (as sent) and line (its first line) of `given`. -#}
    case {{ given }}.answer_type
        when 'enum' then (
            select allowed.value from {{ ref('inference_answers') }} as allowed
            where allowed.attribute = {{ given }}.attribute and (
                translate(lower({{ given }}.line), ' -()', '__') = any(allowed.value || allowed.aliases)
                -- '3 tiers' is a number, '4 or more' is one for what has no upper end.
                or {{ function('parse_integer') }}(
                    regexp_replace({{ given }}.line, ' (pricing )?(tiers?|plans?)$', '', 'i')
                )::text = allowed.value
                or {{ function('parse_integer') }}(
                    regexp_replace({{ given }}.line, ' ?(\+|or more)?( (pricing )?(tiers?|plans?))?$', '', 'i')
                ) >= allowed.min_number
            )
            order by allowed.min_number nulls first, allowed.value
            limit 1
        )
        when 'country' then (
            select country.name from {{ ref('countries') }} as country
            where country.name = {{ country_name(given ~ '.line') }}
        )
        when 'employee_range' then {{ employee_range('null::integer', given ~ '.line') }}
        when 'company_linkedin_url' then {{ function('normalize_company_linkedin_url') }}({{ given }}.line)
        when 'url' then {{ function('normalize_url') }}({{ given }}.line)
        else case
            when exists (select 1 from {{ ref('non_values') }} as word where word.raw_value = lower({{ given }}.line))
                then null
            when {{ given }}.answer_type = 'text' then {{ given }}.said
            when {{ function('parse_number') }}({{ given }}.line) is null
                and {{ function('parse_boolean') }}({{ given }}.line) is null
                then coalesce(
                    case when {{ given }}.answer_type = 'first_of_list' then (
                        select known.name from {{ ref('industries') }} as known
                        where {{ industry_spelling('known.name') }} = {{ industry_spelling(given ~ '.line') }}
                        order by known.name
                        limit 1
                    ) end,
                    {{ given }}.line
                )
        end
    end
{%- endmacro %}
