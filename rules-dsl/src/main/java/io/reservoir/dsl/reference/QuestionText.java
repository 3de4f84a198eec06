package io.reservoir.dsl.reference;

import io.reservoir.model.service.Setting.Question;

/** What a guest can be told, in words. */
final class QuestionText {
    private QuestionText() {}

    static String forms(Question question) {
        return switch (question) {
            case IP -> "`ip(C2[1], RED)`, `ip(RED)`";
            case IPS -> "`ips(C2, RED)`";
            case ENTRY -> "`entry(C2, RED)`";
            case NETMASK -> "`netmask(RED)`";
            case GATEWAY -> "`gateway(RED)`";
            case DNS -> "`dns(RED)`";
            case DOMAIN -> "`domain()`";
            case ID -> "`id()`";
            case SERVICE -> "`service()`";
            case MONITORING -> "`monitoring()`";
        };
    }

    static String summary(Question question) {
        return switch (question) {
            case IP -> "the address of a replica in a network; without one, of the replica that is told";
            case IPS -> "the addresses of all replicas of a component, with commas between";
            case ENTRY -> "where a component is reached: its balancer's address, or its first replica's";
            case NETMASK -> "the mask of a network";
            case GATEWAY -> "the gateway of a network";
            case DNS -> "the name server of a network";
            case DOMAIN -> "the name of the site's domain in which the replica runs";
            case ID -> "the number of the replica that is told, from 1 on";
            case SERVICE -> "the name of the service";
            case MONITORING -> "where readings are sent to";
        };
    }
}
