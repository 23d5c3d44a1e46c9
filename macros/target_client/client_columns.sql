{% macro client_columns() -%}
    {#- First columns of every record on a client: whose it is, when it came, and what the caller calls the company. -#}
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    company_domain as domain,
    {{ function('clean_line') }}({{ text_of('body', 'company_name') }}) as company_name,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('body', 'company_linkedin_url') }})
        as company_linkedin_url
{%- endmacro %}
