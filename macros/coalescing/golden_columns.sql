{% macro golden_columns(entity) -%}
    {#- Attributes of which each offer by itself can win, to the column of the golden record that has the value. Places and
        what is told of a job go together, so an offer may lose for the company that it keeps. -#}
    {%- set columns = {
        'company': {
            'name': 'name', 'linkedin_url': 'linkedin_url', 'description': 'description', 'website': 'website',
            'logo_url': 'logo_url', 'industry': 'industry', 'company_type': 'company_type',
            'employee_count': 'employee_count', 'size_range': 'size_range', 'annual_revenue': 'annual_revenue',
            'founded_year': 'founded_year'
        },
        'person': {
            'linkedin_user_profile_urn': 'linkedin_user_profile_urn', 'full_name': 'full_name', 'headline': 'headline',
            'location_name': 'location_name', 'picture_url': 'picture_url', 'latest_title': 'title'
        }
    } -%}
    {{- return(columns[entity]) -}}
{%- endmacro %}
