{% macro lead_columns() -%}
    {#- The columns of a lead, in the order in which readers have them: every view and function of leads has these. -#}
    {{- return([
        'person_id', 'linkedin_url', 'linkedin_slug', 'full_name', 'linkedin_url_type', 'linkedin_user_profile_urn',
        'person_city', 'person_state', 'person_country', 'matched_cleaned_job_title', 'matched_job_function',
        'matched_seniority', 'job_start_date', 'company_id', 'company_domain', 'company_name', 'company_linkedin_url',
        'company_city', 'company_state', 'company_country', 'matched_industry', 'employee_range'
    ]) -}}
{%- endmacro %}
