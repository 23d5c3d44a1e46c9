{% macro lead_required_fields() -%}
    {#- The visibility rule: what has to be known of a lead, as column to the test that it is not. -#}
    {{- return({
        'company_name': 'company_name is null',
        'company_country': 'company_country is null',
        'person_country': 'person_country is null',
        'matched_job_function': "matched_job_function is null or matched_job_function = 'Miscellaneous'",
        'matched_seniority': 'matched_seniority is null',
        'matched_cleaned_job_title': 'matched_cleaned_job_title is null',
        'matched_industry': 'matched_industry is null'
    }) -}}
{%- endmacro %}
