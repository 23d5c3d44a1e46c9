{% macro named_employer(attributes) -%}
    {#- The company at which a record says that somebody works, domain and name as it offers them, as json; null where it
        names none. It goes with each attribute of the job: values of two jobs can be told apart by it. -#}
    {%- set said = {} -%}
    {%- for attribute in ['latest_company', 'latest_company_domain'] -%}
        {%- set value = '(' ~ attributes[attribute] ~ ')' -%}
        {%- set unsaid = is_no_offer("'" ~ attribute ~ "'", value) -%}
        {%- do said.update({attribute: 'case when not ' ~ unsaid ~ ' then ' ~ value ~ ' end'}) -%}
    {%- endfor -%}
    {{ employer(said.latest_company_domain, said.latest_company) }}
{%- endmacro %}
