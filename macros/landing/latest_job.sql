{% macro latest_job(stated, listed) -%}
    {#- The present job of a profile: the one that it states (`stated`), else of the jobs in its list (`listed`) the
        first that is marked as current, else the first. What names no job is none. -#}
    case
        when {{ names_a_job(stated) }} then {{ stated }}
        else (
            select job.element
            from jsonb_array_elements({{ listed }}) with ordinality as job (element, position)
            where {{ names_a_job('job.element') }}
            order by
                ({{ function('parse_boolean') }}({{ text_of('job.element', 'is_current') }}) is true) desc,
                job.position
            limit 1
        )
    end
{%- endmacro %}
