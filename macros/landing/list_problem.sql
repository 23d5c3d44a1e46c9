{% macro list_problem(record_kind, listed) -%}
    {#- Why an answer whose content is a list says nothing: beside the envelope and a message there is nothing, or it is
        of a shape that holds no such list. Null when it has one, even an empty one. -#}
    {%- set envelope = ['domain', 'company_domain', 'clay_table_url', 'workflow_slug', 'message', 'error', 'errors', 'success'] -%}
    case
        when {{ listed }} is not null then null
        when doc - {{ text_array(envelope + workflows_of(record_kind).payload_paths) }} = '{}'::jsonb then 'no_answer'
        else 'unknown_shape'
    end
{%- endmacro %}
